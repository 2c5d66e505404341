import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

const channel = 'ringpath_changes';
/** A NOTIFY payload ends at 8,000 bytes; an account id takes 37 of them. */
const accountsPerNotice = 200;
/** ms. Long enough to gather a burst of commits, too short for a person to see. */
const gatherMs = 20;

/**
 * The hint that an account has new changes, between processes. Sent outside the writer's transaction, since
 * a NOTIFY inside it takes a lock all commits queue on. A lost hint costs latency, never a change.
 */
export const createWake = (options: { readonly url: string; readonly onError: (error: unknown) => void }) => {
  const client = postgres(options.url, {
    max: 1,
    connection: { application_name: 'ringpath wake' },
    onnotice: () => undefined,
    connect_timeout: 5,
  });
  /** Marks our own notices: this process was already told directly. */
  const self = randomUUID();
  const listeners = new Set<(accountId: string | null) => void>();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let stopped = false;

  const tell = (accountId: string | null): void => {
    for (const listener of listeners) listener(accountId);
  };

  const send = async (): Promise<void> => {
    timer = undefined;
    const accounts = [...waiting];
    waiting.clear();
    for (let at = 0; at < accounts.length; at += accountsPerNotice) {
      const notice = [self, ...accounts.slice(at, at + accountsPerNotice)].join(',');
      await client`select pg_notify(${channel}, ${notice})`;
    }
  };

  const flush = (): void => {
    sending = sending.then(send).catch(options.onError);
  };

  const listen = async (): Promise<void> => {
    try {
      await client.listen(
        channel,
        (notice) => {
          const [sender, ...accounts] = notice.split(',');
          if (sender !== self) for (const accountId of accounts) tell(accountId);
        },
        // Also after a reconnect: what was said meanwhile is unknown, so everybody looks.
        () => tell(null),
      );
    } catch (error) {
      if (stopped) return;
      options.onError(error);
      retry = setTimeout(() => void listen(), 1_000);
    }
  };
  const listening = listen();

  return {
    /** Call after the commit. Cheap: at most one notice per 20 ms leaves the process. */
    announce: (accountId: string): void => {
      if (stopped) return;
      tell(accountId);
      waiting.add(accountId);
      timer ??= setTimeout(flush, gatherMs);
    },

    /** Calls back with the account that has news, null for "any may have". Returns how to stop that. */
    listen: (listener: (accountId: string | null) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** Resolves once the first attempt to listen has ended. */
    ready: listening,

    stop: async (): Promise<void> => {
      stopped = true;
      clearTimeout(retry);
      clearTimeout(timer);
      if (waiting.size > 0) flush();
      await sending;
      await client.end({ timeout: 2 });
    },
  };
};

export type Wake = ReturnType<typeof createWake>;
