import { useQuery } from 'urql';
import { useLive } from '../../../api/live.ts';
import type { DryRunFindingsFragment } from '../../../generated/graphql.ts';
import { dryRunResultQuery, dryRunTickSubscription } from './queries.ts';

/** What a dry run has found so far; asked for anew each time it went on. */
export const useFindings = (runId: string): DryRunFindingsFragment | null => {
  const [{ data }, execute] = useQuery({
    query: dryRunResultQuery,
    variables: { id: runId },
    requestPolicy: 'network-only',
  });
  const run = data?.run;
  const ended = run !== null && run !== undefined && run.state !== 'RUNNING';
  useLive(dryRunTickSubscription, { id: runId }, () => execute({ requestPolicy: 'network-only' }), ended);
  return run?.dryRun ?? null;
};
