import { Client } from 'undici';

/** What the measuring process asks for. */
export interface DniOrder {
  readonly url: string;
  /** Public keys of the companies whose pages are opened, in turn. */
  readonly companyKeys: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export interface DniReport {
  readonly latencies: readonly number[];
  readonly ms: number;
  /** Page views that found no number. */
  readonly missed: number;
}

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/**
 * Each connection is a keep-alive one with one page view on it at a time; each second page view is of the
 * visitor before, on another page.
 */
const load = async ({ url, companyKeys, connections, seconds }: DniOrder): Promise<DniReport> => {
  const { origin, pathname } = new URL(url);
  const headers = { 'content-type': 'text/plain', 'user-agent': agent };
  const latencies: number[] = [];
  let [next, missed] = [0, 0];
  const began = performance.now();
  const until = began + seconds * 1_000;

  const connection = async (): Promise<void> => {
    const client = new Client(origin, { pipelining: 1 });
    let [ids, key] = ['', ''];
    while (performance.now() < until) {
      if (ids === '') key = companyKeys[next++ % companyKeys.length] ?? '';
      const page = ids === '' ? `?gclid=c${next}` : 'prices';
      const body = `{"companyKey":"${key}","landingPage":"https://www.example.com/${page}","referrer":"https://www.google.com/","numbers":["(212) 555-0100"]${ids}}`;
      const sent = performance.now();
      const answer = await client.request({ method: 'POST', path: pathname, headers, body });
      const said = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`Answered ${answer.statusCode}.`);
      latencies.push(performance.now() - sent);
      if (said.includes('"exhausted":true')) missed += 1;
      const [, session, visitor] = /"sessionId":"(\w+)","visitorId":"(\w+)"/.exec(said) ?? [];
      ids = ids === '' && session ? `,"sessionId":"${session}","visitorId":"${visitor}"` : '';
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return { latencies, ms: performance.now() - began, missed };
};

process.on('message', (order: DniOrder) => {
  load(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      throw error;
    },
  );
});
process.on('disconnect', () => process.exit());
