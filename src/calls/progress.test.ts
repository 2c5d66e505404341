import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallEvent, LegEndReason } from '../../integrations/kit/vocabulary.ts';
import { chained } from '../../test/support/chained-flow.ts';
import { exampleSetup } from '../../test/support/example-setup.ts';
import { flowOf } from '../routing/tracker-flow.ts';
import { noFacts, transition } from './facts.ts';
import { progressOf } from './progress.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 20, 15, 0, second)).toISOString();
const callKey = 'CA1';
const [numberA, numberB] = ['+12125550100', '+12125550101'];

const started: CallEvent = {
  kind: 'CALL_STARTED',
  callKey,
  at: at(0),
  direction: 'INBOUND',
  from: '+12125550177',
  withheld: null,
  to: '+12125550142',
  callerName: null,
  geography: { country: null, region: null, city: null },
};

/** One destination being rung at a place, by second. */
const dialOf = (place: string | null, legKey: string, destination: string) => {
  const leg = { kind: 'LEG_CHANGED' as const, callKey, place, legKey, destination };
  return {
    rings: (second: number): CallEvent => ({
      ...leg,
      at: at(second),
      status: 'RINGING',
      endReason: null,
      seconds: null,
    }),
    answers: (second: number): CallEvent => ({
      ...leg,
      at: at(second),
      status: 'ANSWERED',
      endReason: null,
      seconds: null,
    }),
    ends: (second: number, endReason: LegEndReason, seconds: number | null = null): readonly CallEvent[] => [
      { ...leg, at: at(second), status: 'ENDED', endReason, seconds },
      { kind: 'DIAL_ENDED', callKey, at: at(second), place, legKey, endReason, talkSeconds: seconds },
    ],
  };
};
const a = dialOf('ring', 'CA2', numberA);
const b = dialOf('ring-2', 'CA3', numberB);

const flowWith = (voicemail: boolean) => {
  const { tracker, company } = exampleSetup({ tracker: { voicemail } });
  return chained(flowOf(tracker, company, null), 2);
};
const read = (events: readonly CallEvent[], flow = flowWith(true)) =>
  progressOf(events.reduce(transition, noFacts), at(0), flow);

describe('a call that is dialled twice', () => {
  const toB = [started, a.rings(1), ...a.ends(2, 'BUSY'), b.rings(3)];

  it('rings on when the first is busy', () => {
    expect(read(toB)).toMatchObject({
      status: 'RINGING',
      outcome: null,
      destination: numberB,
      ringSeconds: null,
    });
    // Before anything is heard of the second, too.
    expect(read(toB.slice(0, -1))).toMatchObject({ status: 'RINGING', ringSeconds: null });
  });

  it('is answered by the second, and talk is theirs', () => {
    const answered = [...toB, b.answers(10)];
    expect(read(answered)).toMatchObject({
      status: 'ANSWERED',
      answeredAt: at(10),
      ringSeconds: 10,
      destination: numberB,
    });
    expect(read([...answered, ...b.ends(70, 'COMPLETED', 60)])).toMatchObject({
      status: 'ENDED',
      outcome: 'ANSWERED',
      talkSeconds: 60,
      endedAt: at(70),
    });
  });

  it('takes the end of the first, late, for what it is', () => {
    const early = [started, a.rings(1), b.rings(3), b.answers(10)];
    const late = [...early, ...a.ends(2, 'BUSY')];
    expect(read(late)).toEqual(read(early));
    expect(read(late).status).toBe('ANSWERED');
  });

  it.each([
    ['nobody takes it', [...toB, ...b.ends(30, 'NO_ANSWER')], 'MISSED'],
    ['the caller gives up at the second', [...toB, ...b.ends(9, 'CANCELED')], 'ABANDONED'],
    ['the caller gives up at the first', [started, a.rings(1), ...a.ends(5, 'CANCELED')], 'ABANDONED'],
  ])('is over when %s', (_, events, outcome) => {
    expect(read(events, flowWith(false))).toMatchObject({ status: 'ENDED', outcome, talkSeconds: 0 });
  });

  it('waits for the message that may follow', () => {
    const rung = [...toB, ...b.ends(30, 'NO_ANSWER')];
    expect(read(rung)).toMatchObject({ status: 'RINGING', ringSeconds: 30 });
  });

  it('is over when the carrier says so, whatever was to follow', () => {
    const { from, to, withheld } =
      started.kind === 'CALL_STARTED' ? started : { from: null, to: '', withheld: null };
    const end: CallEvent = {
      kind: 'CALL_ENDED',
      callKey,
      at: at(4),
      direction: 'INBOUND',
      endReason: 'NO_ANSWER',
      seconds: 0,
      from,
      to,
      withheld,
    };
    expect(read([...toB, end])).toMatchObject({ status: 'ENDED', outcome: 'MISSED', endedAt: at(4) });
  });

  it('was not taken by a mailbox that the dial did not put through', () => {
    const mailbox = [started, a.rings(1), a.answers(4), ...a.ends(6, 'NO_ANSWER', 2)];
    expect(read(mailbox)).toMatchObject({ status: 'RINGING', answeredAt: null });
    expect(read([...mailbox, b.rings(7), b.answers(9), ...b.ends(39, 'COMPLETED', 30)])).toMatchObject({
      outcome: 'ANSWERED',
      talkSeconds: 30,
      destination: numberB,
    });
  });

  it('adds up what was talked with both', () => {
    const both = [
      a.answers(5),
      ...a.ends(15, 'COMPLETED', 10),
      b.answers(20),
      ...b.ends(50, 'COMPLETED', 30),
    ];
    expect(read([started, ...both])).toMatchObject({ talkSeconds: 40, endedAt: at(50), answeredAt: at(5) });
  });
});

it('reads a dial without a place as the first, as those stored before places were known', () => {
  const old = dialOf(null, 'CA2', numberA);
  const events = [started, old.rings(1), old.answers(4), ...old.ends(64, 'COMPLETED', 60)];
  expect(read(events)).toMatchObject({ status: 'ENDED', outcome: 'ANSWERED', talkSeconds: 60 });
  expect(read([started, old.rings(1), ...old.ends(2, 'BUSY'), b.rings(3)]).status).toBe('RINGING');
});

it('reads the same facts whatever the order and repetition of what was told', () => {
  const told = [
    started,
    a.rings(1),
    ...a.ends(2, 'BUSY'),
    b.rings(3),
    b.answers(9),
    ...b.ends(39, 'COMPLETED', 30),
  ];
  const facts = told.reduce(transition, noFacts);
  const orders = fc
    .array(fc.constantFrom(...told), { maxLength: 8 })
    .chain((more) => fc.shuffledSubarray([...told, ...more], { minLength: told.length + more.length }));
  fc.assert(
    fc.property(orders, (order) => {
      expect(order.reduce(transition, noFacts)).toEqual(facts);
    }),
  );
});
