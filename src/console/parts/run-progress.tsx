import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { failureOf, useSave } from '../api/save.ts';
import { useMay } from '../api/viewer.tsx';
import type { RunProgressFragment } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import { count } from './format.ts';
import { foundWords } from './run-words.ts';
import { useRun } from './use-run.ts';

const cancelMutation = graphql(`
  mutation CancelRun($id: ID!) {
    cancelRun(input: { id: $id }) {
      run { ...RunProgress }
      userErrors { code message field }
    }
  }
`);

const endings = { DONE: 'done', CANCELLED: 'cancelled', FAILED: 'failed' } as const;

/** Long work on the server, until it ends: how far it is, and a way to stop it. */
export const RunProgress = ({
  run: started,
  title,
  close,
  children,
}: {
  run: RunProgressFragment;
  title: string;
  /** Offered once it has ended. */
  close?: () => void;
  /** What is shown of the run as it stands, below. */
  children?: (run: RunProgressFragment) => ReactNode;
}) => {
  const { write } = useMay();
  const run = useRun(started);
  const { save, saving } = useSave(cancelMutation, (data) => data.cancelRun);
  const [problem, setProblem] = useState<string | null>(null);
  const cancel = async (): Promise<void> => {
    const saved = await save({ id: run.id });
    setProblem(failureOf(saved));
  };
  const running = run.state === 'RUNNING';
  const share = run.total > 0 ? (run.done / run.total) * 100 : running ? 0 : 100;
  return (
    <Stack gap={8}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          <Text span fw={600} inherit>
            {title}
          </Text>{' '}
          <Text span c="dimmed" inherit className="numeric">
            {running
              ? run.total > 0
                ? `${count(run.done)} of ${count(run.total)}`
                : 'starts…'
              : `${endings[run.state as keyof typeof endings]}: ${count(run.done)} looked at${run.kind === 'DRY_RUN' ? '' : foundWords(run.result)}`}
          </Text>
        </Text>
        {running && write && (
          <Button size="compact-xs" variant="default" loading={saving} onClick={() => void cancel()}>
            Cancel
          </Button>
        )}
        {!running && close && (
          <Button size="compact-xs" variant="default" onClick={close}>
            Close
          </Button>
        )}
      </Group>
      <Progress
        value={share}
        animated={running}
        size="sm"
        color={run.state === 'FAILED' ? 'red' : run.state === 'DONE' ? 'teal' : 'ink'}
        aria-label={title}
      />
      {(problem ?? (run.state === 'FAILED' && run.reason)) && (
        <Alert color="red" role="alert">
          {problem ?? run.reason}
        </Alert>
      )}
      {children?.(run)}
    </Stack>
  );
};
