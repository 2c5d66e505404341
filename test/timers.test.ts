import { asc, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { automations, calls, decisions, scoreCriteria, timers } from '../schema/index.ts';
import type { RuleAction } from '../src/automation/actions/list.ts';
import type { Trigger } from '../src/automation/triggers/list.ts';
import { newId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { setupChanged } from '../src/setup/cache.ts';
import { storeCall } from './support/calls.ts';
import { graphqlFor, sendSigned } from './support/front-door.ts';
import { accountSid, addRule, addTag, type Harbor, startHarbor } from './support/harbor.ts';
import { seedAccount, seedCompany } from './support/seed.ts';

const minute = 60_000;
const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * minute);

const waitingRule = async (harbor: Harbor, trigger: Trigger, minutes: number) => {
  const tagId = await addTag(harbor.stack, harbor.accountId, trigger.toLowerCase());
  const actions: RuleAction[] = [{ kind: 'addTag', tagId }];
  const ruleId = await addRule(harbor, trigger, {}, actions, { minutes });
  return { tagId, ruleId };
};

const missedCall = (harbor: Harbor, from = '+12125550177') =>
  harbor.carrier.placeCall({
    from,
    to: '+12125550142',
    script: { ringSeconds: 3, answered: false, talkSeconds: 0 },
  });

const answeredCall = (harbor: Harbor) =>
  harbor.carrier.placeCall({
    from: '+12125550177',
    to: '+12125550142',
    script: { ringSeconds: 1, answered: true, talkSeconds: 20 },
  });

const read = ({ stack, accountId }: Harbor) =>
  stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => ({
    timers: await tx.select().from(timers).orderBy(asc(timers.dueAt)),
    calls: await tx.select().from(calls).orderBy(asc(calls.startedAt)),
    decisions: await tx.select().from(decisions).orderBy(asc(decisions.at)),
  }));

describe('a rule that looks at a call later', () => {
  it('sets a timer with the end of the call and fires it once, whoever sweeps', async () => {
    const harbor = await startHarbor();
    const { tagId, ruleId } = await waitingRule(harbor, 'AFTER_CALL', 30);
    await answeredCall(harbor);
    const [timer] = (await read(harbor)).timers;
    expect(timer).toMatchObject({ automationId: ruleId, state: 'WAITING' });

    await harbor.stack.fireTimers(inMinutes(29));
    expect((await read(harbor)).timers[0]?.state).toBe('WAITING');
    const due = inMinutes(31);
    await Promise.all([1, 2, 3].map(() => harbor.stack.fireTimers(due)));
    const { ask } = await graphqlFor(harbor.stack, harbor.accountId);
    const shown = await ask('{ calls { nodes { timers { automation { name } dueAt state reason } } } }');
    expect(shown.data.calls.nodes[0].timers).toMatchObject([
      { automation: { name: 'A rule' }, state: 'DONE' },
    ]);
    const after = await read(harbor);
    expect(after.calls[0]?.tagIds).toEqual([tagId]);
    expect(after.decisions).toMatchObject([{ trigger: 'AFTER_CALL', matched: true }]);
  });

  it('is cancelled when the rule was switched off meanwhile', async () => {
    const harbor = await startHarbor();
    const { ruleId } = await waitingRule(harbor, 'AFTER_CALL', 30);
    await answeredCall(harbor);
    await harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), async (tx) => {
      await tx.update(automations).set({ enabled: false }).where(eq(automations.id, ruleId));
      await setupChanged(tx, { accountId: harbor.accountId, companyId: null }, ruleId, 'Switched off');
    });
    await harbor.stack.fireTimers(inMinutes(31));
    const { timers: rows, decisions: made } = await read(harbor);
    expect(rows).toMatchObject([
      { state: 'CANCELLED', reason: 'The rule was switched off before the time was up.' },
    ]);
    expect(made).toEqual([]);
  });
});

describe('something that cannot be judged', () => {
  it('stops no other call and no other account', async () => {
    const first = await startHarbor();
    // The sweep comes to accounts in an order of its own, so each of two has a call at fault.
    const accountId = await seedAccount(first.stack.db);
    const second = { ...first, accountId, company: await seedCompany(first.stack.db, accountId) };
    for (const harbor of [first, second]) {
      const { ruleId } = await waitingRule(harbor, 'AFTER_CALL', 30);
      const { db } = harbor.stack;
      for (const minutes of [1, 2, 3]) {
        const id = await storeCall(db, harbor.company);
        await db.inAccount(systemReach(harbor.accountId, 'test'), async (tx) => {
          const { accountId, company } = harbor;
          const about = { accountId, companyId: company.id, callId: id, automationId: ruleId };
          await tx
            .insert(timers)
            .values({ ...about, automationVersion: 1, dueAt: inMinutes(minutes), state: 'WAITING' });
          if (minutes === 2)
            await tx.update(calls).set({ scoreReasons: sql`'"no list"'` }).where(eq(calls.id, id));
        });
      }
    }
    await first.stack.fireTimers(inMinutes(31));
    for (const harbor of [first, second])
      expect((await read(harbor)).timers.map(({ state }) => state)).toEqual(['DONE', 'CANCELLED', 'DONE']);
  });

  it('is a score criterion that means nothing any more: it gives no points and says so', async () => {
    const harbor = await startHarbor();
    const { stack, accountId } = harbor;
    await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
      const criterion = { accountId, id: newId(), points: 10, enabled: true };
      const broken = { ...criterion, id: newId(), name: 'Broken', filter: { gone: { eq: 1 } } };
      await tx.insert(scoreCriteria).values([broken, { ...criterion, name: 'Any', filter: {} }]);
      await setupChanged(tx, { accountId, companyId: null }, criterion.id, 'Criteria');
    });
    stack.setup.forget(accountId);
    await answeredCall(harbor);
    const [call] = (await read(harbor)).calls;
    expect(call).toMatchObject({ status: 'ENDED', score: 10 });
    expect(call?.scoreReasons?.map(({ name, points }) => [name, points])).toEqual([
      ['Any', 10],
      ['Broken (can no longer be read; save it anew)', 0],
    ]);
  });
});

describe('a missed call', () => {
  it('that nobody returned wakes its rule', async () => {
    const harbor = await startHarbor();
    const { tagId } = await waitingRule(harbor, 'NOT_CALLED_BACK', 15);
    await missedCall(harbor);
    await harbor.stack.fireTimers(inMinutes(16));
    const after = await read(harbor);
    expect(after.timers).toMatchObject([{ state: 'DONE' }]);
    expect(after.calls[0]?.tagIds).toEqual([tagId]);
  });

  it('is left alone once they have spoken, and an answered one sets nothing', async () => {
    const harbor = await startHarbor();
    await waitingRule(harbor, 'NOT_CALLED_BACK', 15);
    await missedCall(harbor);
    await answeredCall(harbor);
    await harbor.stack.fireTimers(inMinutes(16));
    const after = await read(harbor);
    expect(after.timers).toMatchObject([{ state: 'CANCELLED', reason: 'They have spoken since.' }]);
    expect(after.calls.map((call) => call.tagIds)).toEqual([[], []]);
  });

  it.each([
    [
      'is returned by a call the company places',
      { CallStatus: 'completed', CallDuration: '42' },
      'CANCELLED',
    ],
    ['is not returned by one nobody took', { CallStatus: 'no-answer', CallDuration: '0' }, 'DONE'],
    [
      'is not returned by words for a machine',
      { CallStatus: 'completed', CallDuration: '9', AnsweredBy: 'machine_start' },
      'DONE',
    ],
  ])('%s', async (_, ended, state) => {
    const harbor = await startHarbor();
    const { tagId } = await waitingRule(harbor, 'NOT_CALLED_BACK', 15);
    await missedCall(harbor);
    const call = {
      AccountSid: accountSid,
      CallSid: 'CA00000000000000000000000000000009',
      Direction: 'outbound-api',
      From: '+12125550142',
      To: '+12125550177',
    };
    const later = { Timestamp: inMinutes(5).toUTCString().replace('GMT', '+0000') };
    for (const fields of [
      { ...call, CallStatus: 'ringing' },
      { ...call, ...later, ...ended },
    ])
      expect((await sendSigned(harbor, 'status', fields)).ok).toBe(true);
    await harbor.stack.fireTimers(inMinutes(16));
    const after = await read(harbor);
    expect(after.timers).toMatchObject([{ state }]);
    const [missed, placed] = after.calls;
    expect(missed?.tagIds).toEqual(state === 'DONE' ? [tagId] : []);
    expect(placed).toMatchObject({
      direction: 'OUTBOUND',
      outcome: state === 'DONE' ? 'MISSED' : 'ANSWERED',
      callerId: missed?.callerId,
      callerNumber: '+12125550177',
      trackingNumber: '+12125550142',
      confidence: 'NONE',
      source: null,
      firstTime: false,
    });
  });

  it('is not returned by another call of theirs that nobody takes', async () => {
    const harbor = await startHarbor();
    await waitingRule(harbor, 'NOT_CALLED_BACK', 15);
    await missedCall(harbor);
    await missedCall(harbor);
    await harbor.stack.fireTimers(inMinutes(16));
    expect((await read(harbor)).timers).toMatchObject([{ state: 'DONE' }, { state: 'DONE' }]);
  });

  it('from a withheld number says that nobody can return it', async () => {
    const harbor = await startHarbor();
    await waitingRule(harbor, 'NOT_CALLED_BACK', 15);
    await missedCall(harbor, 'anonymous');
    expect((await read(harbor)).timers).toMatchObject([
      {
        state: 'CANCELLED',
        reason: 'The caller withheld the number, so nobody can call back.',
      },
    ]);
  });
});
