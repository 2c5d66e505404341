import { createContext, useContext, useSyncExternalStore } from 'react';

/** How the live connection is doing. `idle`: no page needs it. */
export type LinkState = 'idle' | 'connecting' | 'live' | 'reconnecting';

export interface Link {
  readonly state: () => LinkState;
  readonly listen: (listener: () => void) => () => void;
  readonly set: (state: LinkState) => void;
}

export const createLink = (): Link => {
  let current: LinkState = 'idle';
  const listeners = new Set<() => void>();
  return {
    state: () => current,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (state) => {
      if (state === current) return;
      current = state;
      for (const listener of listeners) listener();
    },
  };
};

export const LinkContext = createContext<Link>(createLink());

export const useLink = (): LinkState => {
  const link = useContext(LinkContext);
  return useSyncExternalStore(link.listen, link.state);
};
