import { Client } from 'undici';
import type { CallsRequest } from './calls-request.ts';

/** What the measuring process asks for: these requests over and over. */
export interface LoadOrder {
  readonly url: string;
  readonly requests: readonly CallsRequest[];
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadReport {
  readonly latencies: readonly number[];
  readonly ms: number;
}

/** Each connection is a keep-alive one with one request on it at a time. */
const load = async ({ url, requests, connections, seconds }: LoadOrder): Promise<LoadReport> => {
  const { origin, pathname } = new URL(url);
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  const connection = async (): Promise<void> => {
    const client = new Client(origin, { pipelining: 1 });
    while (performance.now() < until) {
      const request = requests[next++ % requests.length];
      if (!request) throw new Error('There are no requests to send.');
      const sent = performance.now();
      const { statusCode, body } = await client.request({
        method: 'POST',
        path: pathname,
        headers: request.headers,
        body: request.body,
      });
      await body.arrayBuffer();
      if (statusCode !== 200) throw new Error(`Answered ${statusCode}.`);
      latencies.push(performance.now() - sent);
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return { latencies, ms: performance.now() - began };
};

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      throw error;
    },
  );
});
process.on('disconnect', () => process.exit());
