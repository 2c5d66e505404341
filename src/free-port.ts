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
