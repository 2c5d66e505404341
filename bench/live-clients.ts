import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What the measuring process asks of the one that holds the client ends. */
export interface Order {
  /** A name for this group of sockets. */
  readonly open: string;
  readonly url: string;
  readonly sockets: number;
  /** Sent by each, one after the other; all but the last are answered with one message. */
  readonly say: readonly string[];
}

/** `opened` once all are; `got` once every socket of the group has one message more. */
export type Report = { readonly opened: string } | { readonly got: string; readonly message: string };

interface Group {
  readonly sockets: WebSocket[];
  received: number;
}

const groups = new Map<string, Group>();
const report = (message: Report): void => void process.send?.(message);

const open = async (order: Order): Promise<void> => {
  const group: Group = { sockets: [], received: 0 };
  groups.set(order.open, group);
  const one = async (): Promise<void> => {
    const socket = new WebSocket(order.url, 'graphql-transport-ws', { perMessageDeflate: false });
    group.sockets.push(socket);
    await once(socket, 'open');
    for (const [n, line] of order.say.entries()) {
      socket.send(line);
      if (n < order.say.length - 1) await once(socket, 'message');
    }
    socket.on('message', (data) => {
      group.received += 1;
      if (group.received < group.sockets.length) return;
      group.received = 0;
      report({ got: order.open, message: String(data) });
    });
  };
  // As many at a time as a listen queue takes.
  for (let left = order.sockets; left > 0; left -= 100) {
    await Promise.all(Array.from({ length: Math.min(100, left) }, one));
  }
  report({ opened: order.open });
};

process.on('message', open);
process.on('disconnect', () => process.exit());
