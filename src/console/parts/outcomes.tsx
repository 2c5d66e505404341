import { Alert, Button, EmptyState, Skeleton, Stack } from '@mantine/core';
import { IconAlertCircle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CombinedError, UseQueryExecute, UseQueryState } from 'urql';
import { errorWords } from '../api/error-words.ts';

export const Problem = ({ error, again }: { error: CombinedError | null | undefined; again: () => void }) => (
  <Alert
    role="alert"
    color="red"
    variant="light"
    icon={<IconAlertCircle aria-hidden />}
    title="This could not be loaded"
  >
    <Stack gap="sm" align="flex-start">
      {errorWords(error ?? undefined)}
      <Button
        size="xs"
        variant="light"
        color="red"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={again}
      >
        Try again
      </Button>
    </Stack>
  </Alert>
);

export const Nothing = ({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => (
  <EmptyState
    py="xl"
    px="md"
    withIndicatorBackground
    size="sm"
    icon={icon}
    title={title}
    description={children}
  >
    {action && <EmptyState.Actions>{action}</EmptyState.Actions>}
  </EmptyState>
);

export const RowSkeletons = ({ rows = 6, height = 44 }: { rows?: number; height?: number }) => (
  <Stack gap="xs" p="md" aria-busy="true" aria-label="Loading">
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
      <Skeleton key={row} height={height} radius="md" />
    ))}
  </Stack>
);

/** What a query shows: its data, a skeleton before, or why there is none. */
export const Loaded = <Data,>({
  result: [state, execute],
  skeleton = <RowSkeletons />,
  children,
}: {
  // biome-ignore lint/suspicious/noExplicitAny: the variables play no part in showing the data.
  result: readonly [UseQueryState<Data, any>, UseQueryExecute];
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}) => {
  if (state.data) return children(state.data);
  if (state.error)
    return <Problem error={state.error} again={() => execute({ requestPolicy: 'network-only' })} />;
  return skeleton;
};
