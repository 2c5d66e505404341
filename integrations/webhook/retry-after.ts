/** A receiver that asks for more than a day is asked again after a day. */
const longest = 86_400;

/** Seconds a `Retry-After` header asks for, in either of its forms; undefined when there is none or it is no sense. */
export const retryAfterSeconds = (header: string | undefined, now: Date = new Date()): number | undefined => {
  if (header === undefined) return undefined;
  const text = header.trim();
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longest);
};
