import { eq } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { calls } from '../schema/index.ts';
import { systemReach } from '../src/reach.ts';
import { sendSigned, voiceFields } from './support/front-door.ts';
import { startHarbor } from './support/harbor.ts';
import { startTcpProxy } from './support/tcp-proxy.ts';

/** A harbor whose wire to the database can be cut. */
const startCuttable = async (given: Parameters<typeof startHarbor>[0] = {}) => {
  let wire: Awaited<ReturnType<typeof startTcpProxy>> | undefined;
  const harbor = await startHarbor(given, { carrierPatienceMs: 500 }, async (url) => {
    const address = new URL(url);
    wire = await startTcpProxy(address.hostname, Number(address.port));
    onTestFinished(wire.stop);
    address.port = String(wire.port);
    return address.href;
  });
  if (!wire) throw new Error('The server did not ask for its database.');
  return { ...harbor, wire };
};

describe('with the database away', () => {
  it.each(['refuse', 'swallow'] as const)(
    'the phone still rings, and the call is there afterwards (%s)',
    async (how) => {
      const harbor = await startCuttable();
      const script = { ringSeconds: 2, answered: true, talkSeconds: 30 };
      await harbor.carrier.placeCall({ from: '+12125550176', to: '+12125550142', script });
      harbor.wire[how]();
      const record = await harbor.carrier.placeCall({ from: '+12125550177', to: '+12125550142', script });
      expect(record.exchanges[0]?.answer).toMatchObject({
        status: 200,
        body: expect.stringContaining('+12125550100'),
      });

      harbor.wire.restore();
      const stored = () =>
        harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) =>
          tx
            .select({ from: calls.callerNumber, status: calls.status })
            .from(calls)
            .where(eq(calls.accountId, harbor.accountId))
            .orderBy(calls.createdAt),
        );
      await expect
        .poll(() => stored().catch(() => []), { timeout: 40_000, interval: 200 })
        .toEqual([
          { from: '+12125550176', status: 'ENDED' },
          { from: '+12125550177', status: 'ENDED' },
        ]);
    },
    90_000,
  );

  it('who is not answered hears the company’s words, as they were last known', async () => {
    const words = { language: 'de-DE', voicemailGreeting: 'Bitte sprechen Sie nach dem Ton.' };
    const harbor = await startCuttable(words);
    await sendSigned(harbor, 'voice', voiceFields());
    harbor.wire.refuse();
    const answer = await sendSigned(harbor, 'dial?place=ring', voiceFields({ DialCallStatus: 'no-answer' }));
    expect(await answer.text()).toContain(`<Say language="de-DE">${words.voicemailGreeting}</Say><Record`);
    harbor.wire.restore();
  });

  it('an account nobody remembers is rung at the configured destination', async () => {
    const harbor = await startCuttable();
    harbor.wire.refuse();
    const response = await fetch(`${harbor.stack.url}/carriers/twilio/voice`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'AccountSid=ACnever-seen&CallSid=CA2&From=%2B12125550177&To=%2B12125550142',
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('+12125550199');
    harbor.wire.restore();
  });

  it.each(['refuse', 'swallow'] as const)(
    'the process stays alive to load balancers, but is not ready (%s)',
    async (how) => {
      const harbor = await startCuttable();
      const probe = async (path: string) => {
        const response = await fetch(`${harbor.stack.url}${path}`);
        return [response.status, await response.json()];
      };
      expect(await probe('/health')).toEqual([200, { status: 'ok', database: 'ok' }]);
      expect(await probe('/ready')).toEqual([200, { status: 'ok', database: 'ok' }]);
      harbor.wire[how]();
      expect(await probe('/health')).toEqual([200, { status: 'ok', database: 'away' }]);
      expect(await probe('/ready')).toEqual([503, { status: 'not ready', database: 'away' }]);
      harbor.wire.restore();
    },
    60_000,
  );
});
