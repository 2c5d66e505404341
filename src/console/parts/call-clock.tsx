import { duration } from './format.ts';
import { useNow } from './now.ts';

const Ticking = ({ since }: { since: string }) => {
  const now = useNow(1000);
  return <>{duration((now.getTime() - Date.parse(since)) / 1000)}</>;
};

/** How long the call lasted, or lasts until now. */
export const CallClock = ({
  call,
}: {
  call: {
    readonly status: string;
    readonly ringAt: string;
    readonly answeredAt?: string | null;
    readonly talkSeconds?: number | null;
    readonly durationSeconds?: number | null;
  };
}) => {
  if (call.status !== 'ENDED') return <Ticking since={call.answeredAt ?? call.ringAt} />;
  const seconds = call.talkSeconds || call.durationSeconds;
  return <>{seconds === null || seconds === undefined ? '–' : duration(seconds)}</>;
};
