const places = 256;
const moments = new Float64Array(places).fill(Number.NaN);
const texts: string[] = [];

/** ISO 8601 of a moment in ms. Page views of one ms, and the ends of their leases, share the text. */
export const isoAt = (ms: number): string => {
  const place = ms & (places - 1);
  if (moments[place] !== ms) {
    texts[place] = new Date(ms).toISOString();
    moments[place] = ms;
  }
  return texts[place] ?? '';
};
