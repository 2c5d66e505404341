import { describe, expect, it } from 'vitest';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../../integrations/kit/errors.ts';
import { comingFrom } from './states.ts';
import { usualTuning } from './tuning.ts';
import { verdictOf } from './verdict.ts';

const now = new Date('2026-11-20T15:00:00Z');
const tried = (count = 1, since = now, silent = false) => ({ count, since, silent });
const failed = (error: Error, ...tries: Parameters<typeof tried>) =>
  verdictOf({ status: 'failed', error }, 'SEND', tried(...tries), now, usualTuning);
const waits = (at: Date | null): number => ((at?.getTime() ?? 0) - now.getTime()) / 1000;

describe('what one try makes of a delivery', () => {
  it.each([
    [new Rejected('no such field'), 'REJECTED', 'no such field'],
    [new Reconnect('the grant is gone'), 'NEEDS_RECONNECT', 'the grant is gone'],
    [new RetryLater('busy'), 'RETRYING', 'busy'],
    [new NoAnswer('no answer within 30 s'), 'UNKNOWN', 'no answer within 30 s'],
    [new TypeError('boom'), 'UNKNOWN', 'Unexpected: boom'],
  ])('%s', (error, state, reason) => {
    expect(failed(error)).toMatchObject({ state, reason });
  });

  it('waits as long as the vendor asked, else ever longer, at most about six hours', () => {
    expect(waits(failed(new RetryLater('busy', 120)).nextAt)).toBe(120);
    const [first, fifth, tenth] = [1, 5, 10].map((attempt) =>
      waits(failed(new RetryLater('busy'), attempt).nextAt),
    );
    expect(first).toBeLessThan(fifth ?? 0);
    expect(tenth).toBeLessThanOrEqual(6 * 3600);
  });

  it('believes a vendor that says "soon" only a few times', () => {
    expect(waits(failed(new RetryLater('busy', 1), 3).nextAt)).toBe(1);
    expect(waits(failed(new RetryLater('busy', 1), 6).nextAt)).toBeGreaterThan(3600);
  });

  it('gives up after four days, however many tries that were, and says so', () => {
    const first = new Date(now.getTime() - 4.1 * 86_400_000);
    expect(failed(new RetryLater('busy'), 500)).toMatchObject({ state: 'RETRYING' });
    expect(failed(new RetryLater('busy'), 30, first)).toMatchObject({
      state: 'REJECTED',
      reason: 'Given up after 4 days and 30 tries: busy',
      nextAt: null,
    });
    expect(failed(new RetryLater('no allowance is left'), 30, first, true)).toMatchObject({
      state: 'RETRYING',
    });
  });

  it('asks for confirmation where the vendor decides later', () => {
    const accepted = { status: 'accepted', vendorId: 'v1', vendorUrl: null } as const;
    expect(verdictOf({ ...accepted, confirmed: true }, 'SEND', tried(), now, usualTuning)).toMatchObject({
      state: 'CONFIRMED',
      nextAt: null,
    });
    const later = { ...accepted, confirmed: false, receipt: { id: 'r' } };
    expect(waits(verdictOf(later, 'SEND', tried(), now, usualTuning).nextAt)).toBe(1800);
  });

  it('is done with what is to be taken back once the vendor has confirmed that', () => {
    const accepted = { status: 'accepted', vendorId: 'v1', vendorUrl: null } as const;
    const taken = (confirmed: boolean) =>
      verdictOf({ ...accepted, confirmed, receipt: { id: 'r' } }, 'RETRACT', tried(), now, usualTuning);
    expect(taken(true)).toMatchObject({ state: 'RETRACTED', nextAt: null });
    expect(taken(false)).toMatchObject({ state: 'ACCEPTED', receipt: { id: 'r' }, nextAt: expect.any(Date) });
  });
});

it('sends only what is not settled', () => {
  expect([...comingFrom('SENDING')].sort()).toEqual([
    'NEEDS_RECONNECT',
    'PENDING',
    'RETRYING',
    'SENDING',
    'UNKNOWN',
  ]);
});
