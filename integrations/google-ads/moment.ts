import type { CallSnapshot } from '../kit/vocabulary.ts';

/** RFC 3339 in UTC, whole seconds. Another offset is converted: cut off, the call would precede its click. */
export const timestamp = (time: string): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The same as `yyyy-mm-dd hh:mm:ss+00:00`, which the Google Ads API wants. */
export const dateTime = (time: string): string => timestamp(time).replace('T', ' ').replace('Z', '+00:00');

export const secondsLater = (time: string, seconds: number): string =>
  new Date(Date.parse(time) + seconds * 1000).toISOString();

/** When a call counted as a conversion: at its end. Google wants it after the start, so a second at least. */
export const callConvertedAt = ({ startedAt, endedAt }: CallSnapshot): string => {
  const earliest = secondsLater(startedAt, 1);
  return endedAt && Date.parse(endedAt) > Date.parse(earliest) ? endedAt : earliest;
};
