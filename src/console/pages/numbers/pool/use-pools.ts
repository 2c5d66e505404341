import { useInterval } from '@mantine/hooks';
import { useQuery } from 'urql';
import type { PoolUseRowFragment } from '../../../generated/graphql.ts';
import { poolUseQuery } from './queries.ts';

/** Numbers come and go with visitors, which nobody announces. */
const lookEveryMilliseconds = 15_000;

/** How much of each pool is free, by the tracker's id; kept up to date while it is looked at. */
export const usePools = (companyId: string): ReadonlyMap<string, PoolUseRowFragment> => {
  const [{ data }, again] = useQuery({
    query: poolUseQuery,
    variables: { companyId },
    requestPolicy: 'cache-and-network',
  });
  useInterval(() => document.hidden || again({ requestPolicy: 'network-only' }), lookEveryMilliseconds, {
    autoInvoke: true,
  });
  return new Map(data?.poolUse.map((use) => [use.tracker.id, use]));
};
