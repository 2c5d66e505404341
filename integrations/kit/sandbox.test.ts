import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox, type VendorStandIn } from './sandbox.ts';

const counter = (): VendorStandIn => {
  const accepted: string[] = [];
  return {
    handle: ({ method, path, query, text }) => {
      if (method !== 'POST') return { status: 405 };
      if (path !== '/notes') throw new Error('no such path');
      accepted.push(text);
      return { status: 201, body: { id: accepted.length, text, from: query.get('from') } };
    },
    ledger: () => accepted,
  };
};

describe('startSandbox', () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await startSandbox(counter());
  });
  afterEach(() => sandbox.stop());
  const post = (text: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${sandbox.url}/notes?from=test`, { method: 'POST', body: text, ...init });

  it('answers for the vendor and remembers what it accepted', async () => {
    const answer = await post('first');
    expect([answer.status, await answer.json()]).toEqual([201, { id: 1, text: 'first', from: 'test' }]);
    expect((await fetch(`${sandbox.url}/notes`)).status).toBe(405);
    expect(sandbox.ledger()).toEqual(['first']);
    expect(await (await fetch(`${sandbox.url}/ledger`)).json()).toEqual(['first']);
  });

  it('says so when the stand-in breaks', async () => {
    const answer = await fetch(`${sandbox.url}/other`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'sandbox: Error: no such path' }]);
  });

  it('answers instead of the vendor as often as told, without acting', async () => {
    const busy = { status: 429, body: { message: 'slow down' }, headers: { 'retry-after': '7' } };
    sandbox.fail({ path: '/notes', times: 2, instead: busy });
    for (const _ of [1, 2]) {
      const answer = await post('refused');
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    }
    expect((await post('taken')).status).toBe(201);
    expect(sandbox.ledger()).toEqual(['taken']);
  });

  it('breaks only the path it was told to', async () => {
    sandbox.fail({ path: '/elsewhere', times: 1, instead: { status: 503 } });
    expect((await post('taken')).status).toBe(201);
  });

  it('lets as many pass as told before something goes wrong', async () => {
    sandbox.fail({ path: '/notes', times: 1, skip: 1, instead: { status: 401 } });
    const statuses = [];
    for (const text of ['a', 'b', 'c']) statuses.push((await post(text)).status);
    expect(statuses).toEqual([201, 401, 201]);
    expect(sandbox.ledger()).toEqual(['a', 'c']);
  });

  it('acts, then answers with half of it, on a connection that is fine', async () => {
    sandbox.fail({ path: '/notes', times: 1, after: 'halve' });
    const answer = await post('acted');
    expect(answer.status).toBe(201);
    await expect(answer.json()).rejects.toThrow(SyntaxError);
    expect(sandbox.ledger()).toEqual(['acted']);
  });

  it.each([
    ['of no kind', { path: '/notes', times: 1 }],
    ['that never happens', { path: '/notes', times: 0, after: 'hang' }],
    ['nobody knows', { path: '/notes', times: 1, after: 'explode' }],
    ['with a slip', { path: '/notes', time: 1, after: 'hang' }],
    ['that acts and does not', { path: '/notes', times: 1, before: 'hang', after: 'hang' }],
    ['in rows there are not', { path: '/notes', times: 1, badRows: { rows: [0], code: 'X' } }],
  ])('refuses a fault %s', async (_name, fault) => {
    const armed = await fetch(`${sandbox.url}/faults`, { method: 'POST', body: JSON.stringify(fault) });
    expect(armed.status).toBe(400);
    expect((await post('taken')).status).toBe(201);
  });

  it('takes back only access there is', () => {
    expect(sandbox.revokeAll).toThrow(/no access/);
  });

  it.each(['reset', 'truncate'] as const)('acts, then loses the answer: %s', async (after) => {
    sandbox.fail({ path: '/notes', times: 1, after });
    await expect(post('acted').then((answer) => answer.text())).rejects.toThrow();
    expect(sandbox.ledger()).toEqual(['acted']);
    expect((await post('again')).status).toBe(201);
  });

  it('acts, then never answers: hang', async () => {
    sandbox.fail({ path: '/notes', times: 1, after: 'hang' });
    const patience = new AbortController();
    const answer = post('acted', { signal: patience.signal });
    while (sandbox.ledger().length === 0) await fetch(`${sandbox.url}/ledger`);
    patience.abort();
    await expect(answer).rejects.toThrow(/abort/);
  });

  it('takes a fault over HTTP', async () => {
    const fault = { path: '/notes', times: 1, instead: { status: 503, body: 'down' } };
    const armed = await fetch(`${sandbox.url}/faults`, { method: 'POST', body: JSON.stringify(fault) });
    expect(armed.status).toBe(204);
    const answer = await post('refused');
    expect([answer.status, await answer.text()]).toEqual([503, 'down']);
  });

  it('stops although an answer is hanging', async () => {
    sandbox.fail({ path: '/notes', times: 1, after: 'hang' });
    const answer = post('acted').catch(() => 'lost');
    while (sandbox.ledger().length === 0) await fetch(`${sandbox.url}/ledger`);
    await sandbox.stop();
    expect(await answer).toBe('lost');
    sandbox = await startSandbox(counter());
  });
});
