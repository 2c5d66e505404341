import { Alert } from '@mantine/core';
import { useSearchParams } from 'react-router';

/** What became of a sign-in at a vendor: the server sends the browser back with `outcome` and `reason`. */
export const SignInOutcome = ({ connections }: { connections: readonly { id: string; label: string }[] }) => {
  const [search, setSearch] = useSearchParams();
  const outcome = search.get('outcome');
  if (!outcome) return null;
  const label = connections.find(({ id }) => id === search.get('connection'))?.label ?? 'The account';
  const connected = outcome === 'connected';
  return (
    <Alert
      role={connected ? 'status' : 'alert'}
      color={connected ? 'teal' : 'red'}
      mb="md"
      title={connected ? `${label} is connected` : 'It is not connected'}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={() => setSearch({}, { replace: true })}
    >
      {connected ? 'Automations can use it from now on.' : (search.get('reason') ?? 'Try it once more.')}
    </Alert>
  );
};
