import { Text, Tooltip } from '@mantine/core';
import { dayAndTime, fullTime, relative } from './format.ts';
import { browserZone } from './locale.ts';
import { useNow } from './now.ts';

const minute = 60_000;

/** A moment in the browser's zone with how long ago it was; the tooltip adds the company's local time. */
export const When = ({
  at,
  zone,
  stacked = false,
}: {
  at: string;
  zone?: string | undefined;
  stacked?: boolean;
}) => {
  const now = useNow(minute / 2);
  const date = new Date(at);
  const title =
    zone && zone !== browserZone
      ? `${fullTime(date, browserZone)} · ${fullTime(date, zone)} for the company`
      : fullTime(date, browserZone);
  return (
    <Tooltip label={title}>
      <time dateTime={at} className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {dayAndTime(date, browserZone, now)}
        <Text span c="dimmed" size="xs" display={stacked ? 'block' : 'inline'} ml={stacked ? 0 : 6}>
          {relative(date, now)}
        </Text>
      </time>
    </Tooltip>
  );
};

/** Only how long ago it was. */
export const Ago = ({ at }: { at: string }) => {
  const now = useNow(minute / 2);
  return (
    <Tooltip label={fullTime(new Date(at), browserZone)}>
      <time dateTime={at}>{relative(new Date(at), now)}</time>
    </Tooltip>
  );
};
