import { createServer } from 'node:net';

/** A port nobody listens on at this moment. */
export const freePort = (host: string): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer().on('error', failed);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Throws in words when somebody listens on this port; 0 is always free. Asked before a database is started for nothing. */
export const requirePort = (host: string, port: number): Promise<void> =>
  new Promise((free, failed) => {
    const probe = createServer().on('error', (error: NodeJS.ErrnoException) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} on ${host} is busy. Stop what listens there or choose another port.`)
          : error,
      ),
    );
    probe.listen(port, host, () => probe.close(() => free()));
  });
