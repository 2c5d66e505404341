import { useInterval } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useLive } from '../api/live.ts';
import type { RunProgressFragment } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment RunProgress on Run { id kind state total done reason result }
`);

const runQuery = graphql(`
  query RunAsItStands($id: ID!) {
    run(id: $id) { ...RunProgress }
  }
`);

const runSubscription = graphql(`
  subscription RunWentOn($id: ID!) {
    runChanged(id: $id) { cursor run { ...RunProgress } }
  }
`);

/**
 * The subscription tells of news at once, but only from when it began: a short run may end while the socket
 * still opens. Asking beside it finds what was said before.
 */
const askAgainMilliseconds = 1_000;

/** A run as it stands, until it has ended. */
export const useRun = (started: RunProgressFragment): RunProgressFragment => {
  const [news, setNews] = useState(started);
  const under = news.state === 'RUNNING';
  const { id } = started;
  // Answers of the two ways overtake each other, and a run never goes back.
  const hear = (run: RunProgressFragment): void =>
    setNews((before) => (before.state === 'RUNNING' && run.done >= before.done ? run : before));
  useLive(runSubscription, { id }, ({ runChanged }) => hear(runChanged.run), !under);
  const [{ data }, again] = useQuery({ query: runQuery, variables: { id }, requestPolicy: 'network-only' });
  const asking = useInterval(() => again({ requestPolicy: 'network-only' }), askAgainMilliseconds);
  useEffect(() => {
    if (under) asking.start();
    return asking.stop;
  }, [under, asking.start, asking.stop]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `hear` only sets state.
  useEffect(() => {
    if (data?.run) hear(data.run);
  }, [data]);
  return news;
};
