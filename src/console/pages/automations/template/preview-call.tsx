import { Select } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import type { CallFilter } from '../../../generated/graphql.ts';
import { callerTitle } from '../../../parts/caller-words.ts';
import { dayAndTime } from '../../../parts/format.ts';
import { browserZone } from '../../../parts/locale.ts';
import { previewCallsQuery } from './queries.ts';

/** Which of the newest fitting calls the settings below are tried on; the newest unless somebody chooses. */
export const PreviewCall = ({
  filter,
  callId,
  choose,
}: {
  filter: CallFilter;
  callId: string | null;
  choose: (callId: string | null) => void;
}) => {
  const [{ data, fetching }] = useQuery({ query: previewCallsQuery, variables: { filter } });
  const calls = useMemo(
    () =>
      (data?.calls.nodes ?? []).map((call) => ({
        value: call.id,
        label: [
          callerTitle(call),
          dayAndTime(new Date(call.startedAt), browserZone),
          [call.source, call.medium].filter(Boolean).join(' / '),
        ]
          .filter(Boolean)
          .join(' · '),
      })),
    [data],
  );
  const known = calls.some(({ value }) => value === callId);
  useEffect(() => {
    if (!fetching && !known) choose(calls[0]?.value ?? null);
  }, [fetching, known, calls, choose]);
  return (
    <Select
      label="Preview on the call"
      description={calls.length === 0 && !fetching ? 'No call fits yet; there is nothing to preview.' : null}
      disabled={calls.length === 0}
      searchable
      allowDeselect={false}
      data={calls}
      value={known ? callId : null}
      onChange={choose}
    />
  );
};
