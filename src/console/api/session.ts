import { useSyncExternalStore } from 'react';

const storageName = 'ringpath.key';

export interface Session {
  readonly key: string | null;
  /** Another key that a link brought while there was one: whose account that is, only the person can say. */
  readonly offered: string | null;
  /** Why there is no key any more, in words for the sign-in page. */
  readonly notice: string | null;
}

/** `#key=…` of a link that signs in: taken once and removed from the address and the history. */
const keyFromAddress = (): string | null => {
  const key = new URLSearchParams(window.location.hash.slice(1)).get('key');
  if (key) window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return key;
};

// Private windows of some browsers refuse storage; the key then lasts as long as the tab.
const storage = {
  read: (): string | null => {
    try {
      return localStorage.getItem(storageName);
    } catch {
      return null;
    }
  },
  write: (key: string | null): void => {
    try {
      if (key === null) localStorage.removeItem(storageName);
      else localStorage.setItem(storageName, key);
    } catch {
      return;
    }
  },
};

let session: Session = { key: null, offered: null, notice: null };
const listeners = new Set<() => void>();

const change = (next: Session): void => {
  session = next;
  storage.write(next.key);
  for (const listener of listeners) listener();
};

export const openSession = (): void => {
  const [linked, stored] = [keyFromAddress(), storage.read()];
  const offered = linked && stored && linked !== stored ? linked : null;
  change({ key: offered ? stored : (linked ?? stored), offered, notice: null });
};

export const signIn = (key: string): void => change({ key: key.trim(), offered: null, notice: null });

/** Stays with the key there was. */
export const declineKey = (): void => change({ ...session, offered: null });

export const signOut = (notice: string | null = null): void => change({ key: null, offered: null, notice });

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSession = (): Session => useSyncExternalStore(subscribe, () => session);
