import { Group, Progress, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { errorWords } from '../../api/error-words.ts';
import type { CallFilter } from '../../generated/graphql.ts';
import { count } from '../../parts/format.ts';
import { criterionPreviewQuery } from './scoring-queries.ts';

const days = 30;
const typingMilliseconds = 400;

/** How many of the last calls a criterion would give points to, while somebody still writes it. */
export const MatchingCalls = ({ filter, companyId }: { filter: CallFilter; companyId: string | null }) => {
  const [settled] = useDebouncedValue(JSON.stringify(filter), typingMilliseconds);
  const variables = useMemo(() => {
    const since = new Date(Date.now() - days * 86_400_000).toISOString();
    const recent: CallFilter[] = [{ startedAt: { gte: since } }];
    if (companyId) recent.push({ company: { eq: companyId } });
    return { filter: { all: [...recent, JSON.parse(settled) as CallFilter] }, every: { all: recent } };
  }, [settled, companyId]);
  const [{ data, error, fetching }] = useQuery({ query: criterionPreviewQuery, variables });
  const [some, all] = [data?.matching.totalCount ?? 0, data?.every.totalCount ?? 0];
  return (
    <div aria-live="polite" aria-busy={fetching}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm">
          {error ? (
            errorWords(error)
          ) : (
            <>
              Holds for{' '}
              <Text span fw={650} inherit className="numeric">
                {data ? count(some) : '…'}
              </Text>{' '}
              of {data ? count(all) : '…'} calls of the last {days} days
            </>
          )}
        </Text>
      </Group>
      <Progress value={all > 0 ? (some / all) * 100 : 0} size="sm" aria-label="Share of calls it holds for" />
    </div>
  );
};
