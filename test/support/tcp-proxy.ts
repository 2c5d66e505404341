import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire that can be cut: between the server and its database, or anything else that speaks TCP. */
export const startTcpProxy = async (host: string, port: number) => {
  const open = new Set<Socket>();
  let mode: 'pass' | 'refuse' | 'swallow' = 'pass';

  const server = createServer((near) => {
    open.add(near);
    near.on('error', () => undefined).on('close', () => open.delete(near));
    if (mode === 'refuse') return void near.destroy();
    if (mode === 'swallow') return;
    const far = connect(port, host);
    open.add(far);
    far
      .on('error', () => near.destroy())
      .on('close', () => {
        open.delete(far);
        near.destroy();
      });
    near.on('close', () => far.destroy());
    near.on('data', (bytes) => mode === 'pass' && far.write(bytes));
    far.on('data', (bytes) => mode === 'pass' && near.write(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    /** Every connection breaks, and no new one is taken. */
    refuse: (): void => {
      mode = 'refuse';
      for (const socket of open) socket.destroy();
    },
    /** Connections stay and nothing comes through: the worst kind of outage. */
    swallow: (): void => {
      mode = 'swallow';
    },
    restore: (): void => {
      mode = 'pass';
      for (const socket of open) socket.destroy();
    },
    stop: async (): Promise<void> => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
