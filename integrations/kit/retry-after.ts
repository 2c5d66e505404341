/** Seconds a `Retry-After` header asks for, in either of its forms; undefined when there is none or it is no sense. */
export const retryAfterSeconds = (header: string | undefined, now: Date = new Date()): number | undefined => {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  const at = text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
};
