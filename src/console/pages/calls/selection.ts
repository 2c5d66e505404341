import { useCallback, useState } from 'react';

/** Which calls somebody picked: some of those on the page, or whatever the filter finds. */
export const useSelection = (asked: string) => {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const [askedThen, setAskedThen] = useState(asked);
  const clear = useCallback((): void => {
    setPicked(new Set());
    setEverything(false);
  }, []);
  // Picked under another filter, they may not even be in sight any more.
  if (asked !== askedThen) {
    setAskedThen(asked);
    clear();
  }
  return {
    picked,
    everything,
    has: (id: string): boolean => everything || picked.has(id),
    pickEverything: (): void => setEverything(true),
    toggle: (ids: readonly string[], on: boolean): void => {
      setEverything(false);
      setPicked((before) => {
        const next = new Set(before);
        for (const id of ids) on ? next.add(id) : next.delete(id);
        return next;
      });
    },
    clear,
  };
};

export type Selection = ReturnType<typeof useSelection>;
