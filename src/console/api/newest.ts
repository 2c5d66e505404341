import { useRef } from 'react';

interface WithNewest {
  readonly newest: {
    readonly nodes: readonly { readonly timeline: readonly { readonly cursor: string }[] }[];
  };
}

/**
 * A place in the change feed no later than the data it came with: the last entry of the newest call. A
 * subscription that starts there misses nothing, and repeats at most what is shown already.
 */
export const newestCursor = (data: WithNewest | null | undefined): string | null =>
  data?.newest.nodes[0]?.timeline.at(-1)?.cursor ?? null;

/** The same, fixed at the first answer, so that a reload of the data does not subscribe anew. */
export const useFeedStart = (data: WithNewest | null | undefined): string | null => {
  const start = useRef<string | null>(null);
  const known = useRef(false);
  if (data && !known.current) {
    known.current = true;
    start.current = newestCursor(data);
  }
  return start.current;
};
