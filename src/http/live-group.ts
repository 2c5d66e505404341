import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Frame, Member } from './live-member.ts';

/** Results a group remembers, so that who was away for a moment needs no execution of its own. */
const recentCount = 256;
const recentBytes = 262_144;

export const cursorOf = (event: unknown): string => {
  if (typeof event === 'object' && event !== null && 'cursor' in event && typeof event.cursor === 'string') {
    return event.cursor;
  }
  throw new Error('The events of a subscription with `after` must carry their `cursor`.');
};

/** One execution of one subscription, and everybody who gets its results. */
export const createGroup = (options: {
  readonly events: AsyncIterator<unknown>;
  /** The cursor its events come after; null when they have no order. */
  readonly start: string | null;
  /** Executes for one event and serialises the result. */
  readonly show: (event: unknown) => Promise<Buffer>;
  readonly onEnd: (error: unknown) => void;
}) => {
  const members = new Set<Member>();
  const recent: Frame[] = [];
  let bytes = 0;
  let floor = options.start;
  let last = options.start;

  const remember = (frame: Frame): void => {
    last = frame.cursor;
    recent.push(frame);
    bytes += frame.payload.length;
    while (recent.length > recentCount || bytes > recentBytes) {
      const oldest = recent.shift();
      bytes -= oldest?.payload.length ?? 0;
      floor = oldest?.cursor ?? floor;
    }
  };

  const run = async (): Promise<void> => {
    for (;;) {
      const step = await options.events.next();
      if (step.done) return;
      const cursor = options.start === null ? null : cursorOf(step.value);
      const frame = { cursor, payload: await options.show(step.value) };
      if (cursor !== null) remember(frame);
      for (const member of members) member.send(frame);
      // Sockets empty between turns of the event loop only; a burst must not look like slow readers.
      await nextTurn();
    }
  };
  run().then(() => options.onEnd(null), options.onEnd);

  return {
    /** Up to here all results were sent. */
    last: (): string | null => last,

    /** Takes the member in, with what it missed; false when that is more than is remembered. */
    admit: (member: Member): boolean => {
      if (floor !== null && member.position !== null && member.position < floor) return false;
      for (const frame of recent) member.send(frame);
      if (!member.left()) members.add(member);
      return true;
    },

    remove: (member: Member): void => void members.delete(member),

    stop: (): void => {
      options.events.return?.().catch(() => undefined);
    },
  };
};

export type Group = ReturnType<typeof createGroup>;
