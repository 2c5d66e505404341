import { Alert } from '@mantine/core';
import { useLocation, useNavigate } from 'react-router';

/** What became of a sign-in at a vendor. */
export type Outcome =
  | { readonly kind: 'CONNECTED' | 'RENEWED'; readonly label: string }
  | { readonly kind: 'FAILED'; readonly reason: string };

interface OutcomeState {
  readonly signIn?: Outcome;
}

/** As it goes with a navigation: not in the address, where anybody could write one. */
export const outcomeState = (signIn: Outcome): OutcomeState => ({ signIn });

/** Says that an account was connected before, of one that is connected with or without leaving the page. */
export const renewedWords =
  'It was connected before, so its linked account was renewed: automations that use it and deliveries that waited for it go on.';

const wordsOf = (outcome: Outcome): readonly [title: string, text: string] => {
  if (outcome.kind === 'FAILED') return ['It is not connected', outcome.reason];
  if (outcome.kind === 'RENEWED') return [`${outcome.label} is connected again`, renewedWords];
  return [`${outcome.label} is connected`, 'Automations can use it from now on.'];
};

export const SignInOutcome = () => {
  const { state } = useLocation() as { readonly state: OutcomeState | null };
  const go = useNavigate();
  const outcome = state?.signIn;
  if (!outcome) return null;
  const [title, text] = wordsOf(outcome);
  const ok = outcome.kind !== 'FAILED';
  return (
    <Alert
      role={ok ? 'status' : 'alert'}
      color={ok ? 'teal' : 'red'}
      mb="md"
      title={title}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={() => void go('.', { replace: true })}
    >
      {text}
    </Alert>
  );
};
