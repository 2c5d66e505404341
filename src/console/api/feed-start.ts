import { useRef } from 'react';

/** `changeCursor` of the first answer: a reload of the data does not subscribe anew. */
export const useFeedStart = (data: { readonly changeCursor: string } | null | undefined): string | null => {
  const start = useRef<string | null>(null);
  if (data) start.current ??= data.changeCursor;
  return start.current;
};
