import { Progress, Text } from '@mantine/core';
import { errorWords } from '../../../api/error-words.ts';
import type { CallFilter, RunPeriodInput } from '../../../generated/graphql.ts';
import { count } from '../../../parts/format.ts';
import { lastDays, useFitting } from './use-fitting.ts';

/** In a line, how many calls a filter holds for while somebody still writes it. */
export const FittingShare = ({
  filter,
  companyId,
  period = null,
}: {
  filter: CallFilter;
  companyId: string | null;
  period?: RunPeriodInput | null;
}) => {
  const [{ data, error, fetching }] = useFitting(filter, { companyId, period });
  const [some, all] = [data?.matching.totalCount ?? 0, data?.every.totalCount ?? 0];
  return (
    <div aria-live="polite" aria-busy={fetching}>
      <Text size="sm" mb={4}>
        {error ? (
          errorWords(error)
        ) : (
          <>
            Holds for{' '}
            <Text span fw={650} inherit className="numeric">
              {data ? count(some) : '…'}
            </Text>{' '}
            of {data ? count(all) : '…'} calls {period ? 'in this time' : `of the last ${lastDays} days`}
          </>
        )}
      </Text>
      <Progress value={all > 0 ? (some / all) * 100 : 0} size="sm" aria-label="Share of calls it holds for" />
    </div>
  );
};
