import { useThrottledCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useLive } from '../../api/live.ts';
import { usePages } from '../../api/pages.ts';
import type { CallFilter } from '../../generated/graphql.ts';
import { callerTitle } from '../../parts/caller-words.ts';
import { mergeDelivery, mergeRow } from './merge-row.ts';
import { callChangedSubscription, callsQuery, deliveryDotChangedSubscription } from './queries.ts';

/** Waiting for silence instead would never end on a busy line. */
const beatMilliseconds = 1_500;

/** The list of calls, kept up to date by the change feed. `beat` rises after calls changed. */
export const useLiveCalls = (filter: CallFilter) => {
  const pages = usePages(callsQuery, { filter }, ({ calls }) => calls);
  const [announcement, setAnnouncement] = useState('');
  const [beat, setBeat] = useState(0);
  const strike = useThrottledCallback(() => setBeat((before) => before + 1), beatMilliseconds);

  const after = pages.first?.changeCursor ?? null;
  const pause = pages.first === null;
  const stopped = useLive(
    callChangedSubscription,
    { filter, after },
    ({ callChanged: { call, kind } }) => {
      pages.patch((rows, hasMore) => mergeRow(rows, call, hasMore));
      if (kind === 'CALL_STARTED') setAnnouncement(`${callerTitle(call)} is calling`);
      if (kind === 'CALL_ENDED') setAnnouncement(`The call from ${callerTitle(call)} ended`);
      strike();
    },
    pause,
  );
  useLive(
    deliveryDotChangedSubscription,
    { after },
    ({ deliveryChanged }) => {
      const { call, ...dot } = deliveryChanged.delivery;
      pages.patch((rows) => mergeDelivery(rows, call.id, dot));
    },
    pause,
  );

  return { ...pages, announcement, beat, stopped };
};
