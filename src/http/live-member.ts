import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A result of a shared subscription, serialised once for everybody. */
export interface Frame {
  /** Where in the feed it stands; null for a subscription without order. */
  readonly cursor: string | null;
  readonly payload: Buffer;
}

/** Close code of a subscriber that reads too slowly. The reason ends in the cursor to resume after. */
const slowCode = 4413;

/** How long a dropped client may take to say goodbye before its connection is cut, ms. */
const farewellMs = 5_000;
/** Bytes. Smaller payloads are copied behind their id; larger ones go out as they are, in memory once. */
const copyBelow = 16_384;
const end = Buffer.from('}');

/** Room for `size` bytes behind the header of one unmasked text frame (RFC 6455, section 5.2). */
const openFrame = (size: number, copied: number): { readonly frame: Buffer; readonly start: number } => {
  const start = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + copied);
  frame[0] = 0x81;
  frame[1] = start === 2 ? size : start === 4 ? 126 : 127;
  if (start === 4) frame.writeUInt16BE(size, 2);
  if (start === 10) frame.writeBigUInt64BE(BigInt(size), 2);
  return { frame, start };
};

/**
 * `{"id":"…","type":"next","payload":…}` around a payload that was serialised before. Written to the
 * connection itself: `ws` would build the header and two writes anew for each of thousands of sockets.
 * Nothing can come in between, since without compression `ws` writes its own frames at once, too.
 */
const sendNext = (connection: Duplex, head: Buffer, payload: Buffer, sent?: () => void): void => {
  const size = head.length + payload.length + end.length;
  if (payload.length < copyBelow) {
    const { frame, start } = openFrame(size, size);
    head.copy(frame, start);
    payload.copy(frame, start + head.length);
    end.copy(frame, start + head.length + payload.length);
    connection.write(frame, sent);
    return;
  }
  const { frame, start } = openFrame(size, head.length);
  head.copy(frame, start);
  connection.cork();
  connection.write(frame);
  connection.write(payload);
  connection.write(end, sent);
  connection.uncork();
};

/** A socket and the subscriptions on it, with a bound on what may wait in memory for its reader. */
export const boundSocket = (
  socket: WebSocket,
  connection: Duplex,
  options: { readonly bufferBytes: number; readonly onDrop: () => void },
) => {
  const members = new Set<Member>();

  /** Closes with the oldest place any of the socket's subscriptions stands at, so none loses anything. */
  const drop = (): void => {
    if (socket.readyState !== socket.OPEN) return;
    const places = [...members].flatMap((member) => member.position ?? []).sort();
    const [resume] = places;
    for (const member of [...members]) member.leave();
    options.onDrop();
    socket.close(slowCode, resume ? `Too slow; resume after ${resume}` : 'Too slow');
    setTimeout(() => socket.terminate(), farewellMs).unref();
  };

  /** False when the reader was too slow, and is gone. */
  const hasRoom = (): boolean => {
    if (socket.readyState !== socket.OPEN) return false;
    if (connection.writableLength <= options.bufferBytes) return true;
    drop();
    return false;
  };

  return { socket, connection, members, hasRoom };
};

export type BoundedSocket = ReturnType<typeof boundSocket>;

/** One subscription of one client. */
export interface Member {
  /** The client has everything up to this cursor; null while it is in no order. */
  position: string | null;
  /** Sends what the client has not had yet, without waiting. */
  readonly send: (frame: Frame) => void;
  /** The same, resolved once the bytes are on their way: a catch-up goes no faster than its reader. */
  readonly sendAndWait: (frame: Frame) => Promise<void>;
  readonly left: () => boolean;
  /** Ends it, with `complete` when the client did not ask for it. */
  readonly leave: () => void;
  /** What the protocol waits on; it never yields, since results go to the socket directly. */
  readonly results: AsyncIterableIterator<never>;
}

export const createMember = (
  id: string,
  bounded: BoundedSocket,
  onLeave: (member: Member) => void,
): Member => {
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  const ended = Promise.withResolvers<void>();
  let gone = false;

  const isNew = ({ cursor }: Frame): boolean =>
    cursor === null || member.position === null || cursor > member.position;

  const leave = (): void => {
    if (gone) return;
    gone = true;
    bounded.members.delete(member);
    ended.resolve();
    onLeave(member);
  };

  const member: Member = {
    position: null,
    send: (frame) => {
      if (gone || !isNew(frame) || !bounded.hasRoom()) return;
      member.position = frame.cursor;
      sendNext(bounded.connection, head, frame.payload);
    },
    sendAndWait: (frame) =>
      new Promise((resolve) => {
        if (gone || !isNew(frame) || !bounded.hasRoom()) return resolve();
        member.position = frame.cursor;
        sendNext(bounded.connection, head, frame.payload, () => resolve());
      }),
    left: () => gone,
    leave,
    results: {
      next: async () => {
        await ended.promise;
        return { done: true, value: undefined };
      },
      return: async () => {
        leave();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
  bounded.members.add(member);
  return member;
};
