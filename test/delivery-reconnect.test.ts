import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { systemReach } from '../src/reach.ts';
import { callFromAd, deliver, linkedAccountOf, quick, rowsOf } from './support/deliveries.ts';
import { addRule } from './support/harbor.ts';
import { signingSecret, startHarborWithVendors } from './support/vendors.ts';

const secretOf = (words: string) => `whsec_${Buffer.from(words).toString('base64')}`;

/** A receiver that keeps the first call waiting until told, and takes whatever else comes. */
const startReceiver = async () => {
  const waiting: ServerResponse[] = [];
  let calls = 0;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (bytes) => {
      text += String(bytes);
    });
    request.on('end', () => {
      const first = !text.includes('connection.check') && calls++ === 0;
      if (first) waiting.push(response);
      else response.writeHead(200).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/calls`, waiting };
};

it('sends again what was refused under an authorisation a person has replaced since', async () => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { url, waiting } = await startReceiver();
  const connect = (words: string, linkedAccountId?: string) =>
    harbor.stack.linkedAccounts.connect(systemReach(harbor.accountId, 'test'), {
      integration: 'webhook',
      settings: { url },
      secrets: { signingSecret: secretOf(words) },
      linkedAccountId,
    });
  const { linkedAccountId } = await connect('the secret before it was changed');
  await addRule(harbor, 'CALL_ENDED', {}, [
    { ...deliver(harbor, 'webhook'), linkedAccountId } as ReturnType<typeof deliver>,
  ]);
  await callFromAd(harbor);
  await expect.poll(() => waiting.length).toBe(1);
  await connect('the secret after it was changed!', linkedAccountId);
  waiting[0]?.writeHead(410).end('{}');
  await expect.poll(async () => (await rowsOf(harbor, 'webhook'))[0]?.state).toBe('CONFIRMED');
  expect(await linkedAccountOf(harbor, linkedAccountId)).toMatchObject({ state: 'ACTIVE', toldAt: null });
});

it('leaves what still waits when its linked account is taken down, says so, and sends it when it is back', async () => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack, accountId, linkedAccounts } = harbor;
  harbor.sandboxes.webhook.fail({ path: '/calls', times: 999, instead: { status: 503 } });
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
  await callFromAd(harbor);
  await expect.poll(async () => (await rowsOf(harbor, 'webhook'))[0]?.state).toBe('RETRYING');
  await stack.linkedAccounts.disconnect(systemReach(accountId, 'test'), linkedAccounts.webhook);
  await expect
    .poll(async () => (await rowsOf(harbor, 'webhook')).map(({ state, reason }) => [state, reason]))
    .toEqual([['NEEDS_RECONNECT', expect.stringMatching(/was disconnected/)]]);
  // Whoever took it down needs no message about it.
  expect(await linkedAccountOf(harbor, linkedAccounts.webhook)).toMatchObject({
    state: 'DISCONNECTED',
    toldAt: null,
  });
  await callFromAd(harbor, 61);
  expect((await rowsOf(harbor, 'webhook'))[1]).toMatchObject({
    state: 'SKIPPED',
    reason: 'The linked account was removed.',
  });

  harbor.sandboxes.webhook.calm();
  const linkedAccountId = linkedAccounts.webhook;
  await stack.linkedAccounts.connect(systemReach(accountId, 'test'), {
    integration: 'webhook',
    linkedAccountId,
    secrets: { signingSecret },
  });
  await expect.poll(async () => (await rowsOf(harbor, 'webhook'))[0]?.state).toBe('CONFIRMED');
});
