import { Anchor, Skeleton, Stack } from '@mantine/core';
import { useThrottledCallback } from '@mantine/hooks';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useFeedStart } from '../../api/feed-start.ts';
import { useLive } from '../../api/live.ts';
import { Loaded } from '../../parts/outcomes.tsx';
import { NotFoundPage } from '../not-found.tsx';
import { CallView } from './call-view.tsx';
import { callQuery, callTickSubscription, deliveryTickSubscription } from './queries.ts';

/** One change of a call often comes with several of its deliveries. */
const settleMilliseconds = 250;

const CallSkeleton = () => (
  <Stack aria-busy="true" aria-label="Loading">
    <Skeleton height={56} width="60%" />
    <Skeleton height={180} radius="lg" />
    <Skeleton height={240} radius="lg" />
  </Stack>
);

export const CallPage = () => {
  const { id = '' } = useParams();
  const result = useQuery({ query: callQuery, variables: { id } });
  const [{ data }, again] = result;
  const refresh = useThrottledCallback(() => again({ requestPolicy: 'network-only' }), settleMilliseconds);

  const after = useFeedStart(data);
  const pause = !data?.call;
  useLive(
    callTickSubscription,
    { after },
    ({ callChanged }) => callChanged.call.id === id && refresh(),
    pause,
  );
  useLive(
    deliveryTickSubscription,
    { after },
    ({ deliveryChanged }) => deliveryChanged.delivery.call.id === id && refresh(),
    pause,
  );

  return (
    <>
      <Anchor component={Link} to="/" size="sm" c="dimmed" display="inline-block" mb="xs">
        <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> Calls
      </Anchor>
      <Loaded result={result} skeleton={<CallSkeleton />}>
        {({ call }) => (call ? <CallView call={call} /> : <NotFoundPage what="call" />)}
      </Loaded>
    </>
  );
};
