import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { CallFilter, RunPeriodInput } from '../../../generated/graphql.ts';
import { graphql } from '../../../generated/index.ts';

const fittingCallsQuery = graphql(`
  query FittingCalls($filter: CallFilter!, $every: CallFilter!) {
    matching: calls(filter: $filter, first: 3) {
      totalCount
      nodes { ...BriefCall }
    }
    every: calls(filter: $every, first: 1) { totalCount }
  }
`);

const typingMilliseconds = 400;

export const lastDays = 30;

/** Which calls a filter holds for while somebody still writes it: of a period, else of the last 30 days. */
export const useFitting = (
  filter: CallFilter,
  { companyId, period = null }: { companyId: string | null; period?: RunPeriodInput | null },
) => {
  const [settled] = useDebouncedValue(JSON.stringify(filter), typingMilliseconds);
  const variables = useMemo(() => {
    const from = period?.from ?? new Date(Date.now() - lastDays * 86_400_000).toISOString();
    const every: CallFilter[] = [{ startedAt: { gte: from, ...(period ? { lt: period.to } : {}) } }];
    if (companyId) every.push({ company: { eq: companyId } });
    const own = JSON.parse(settled) as CallFilter;
    const asked = Object.keys(own).length > 0 ? [...every, own] : every;
    return { filter: { all: asked }, every: { all: every } };
  }, [settled, companyId, period]);
  return useQuery({ query: fittingCallsQuery, variables, requestPolicy: 'network-only' });
};
