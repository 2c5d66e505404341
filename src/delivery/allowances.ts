import { RetryLater } from '../../integrations/kit/errors.ts';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { Db, Statement } from '../db.ts';

/** A process takes this share of an allowance at a time: small, so that what it leaves unused is little. */
const share = 1 / 50;

type Unit = 'minute' | 'day';

interface Span {
  readonly key: string;
  readonly unit: Unit;
  readonly zone: string;
  readonly most: number;
  readonly words: string;
}

interface Lease {
  left: number;
  /** ms of the process's own clock that never jumps. */
  readonly until: number;
}

const spansOf = (integration: Integration, wanted: string): readonly Span[] => {
  const { id, name, allowances = [] } = integration;
  const found = allowances.find((allowance) => allowance.key === wanted);
  if (!found) throw new Error(`${id} declares no allowance "${wanted}".`);
  const { perMinute, perDay, dayZone = 'UTC' } = found;
  const span = (unit: Unit, most: number, zone: string): Span => ({
    key: `${id} ${wanted} ${unit}`,
    unit,
    zone,
    most,
    words: `${name} allows this installation ${most.toLocaleString('en')} requests a ${unit}, and they are used up.`,
  });
  return [
    ...(perMinute === undefined ? [] : [span('minute', perMinute, 'UTC')]),
    ...(perDay === undefined ? [] : [span('day', perDay, dayZone)]),
  ];
};

/** Adds a portion to what is used, if it still fits, and tells how long the span goes on, by the database's clock. */
const leaseText = `
with span as (
  select date_trunc($2, now() at time zone $3) at time zone $3 as since,
    extract(epoch from (date_trunc($2, now() at time zone $3) + ('1 ' || $2)::interval) at time zone $3 - now()) as left
), old as (
  delete from quotas q where q.key = $1 and q.since < now() - interval '2 days'
), lease as (
  insert into quotas as q (key, since, used) select $1, span.since, $4 from span
  on conflict (key, since) do update set used = q.used + $4 where q.used + $4 <= $5
  returning q.used
)
select exists (select from lease) as granted, span.left::float8 as left from span`;

const leaseStatement = ({ key, unit, zone, most }: Span, portion: number): Statement => ({
  text: leaseText,
  params: [key, unit, zone, portion, most],
});

/**
 * Keeps all processes together within what vendors allow the whole installation, by portions leased from
 * the table `quotas`.
 */
export const createAllowances = (db: Db, findIntegration: (id: string) => Integration | undefined) => {
  const leases = new Map<string, Lease>();
  const leasing = new Map<string, Promise<void>>();

  const lease = async (span: Span): Promise<void> => {
    const portion = Math.max(1, Math.floor(span.most * share));
    const [row] = await db.pipeline(async (send) => ({
      result: await send(leaseStatement(span, portion)),
      last: [],
    }));
    const seconds = Number(row?.['left'] ?? 1);
    if (row?.['granted'] !== true) throw new RetryLater(span.words, Math.ceil(seconds));
    leases.set(span.key, { left: portion, until: performance.now() + seconds * 1000 });
  };

  const takeOne = async (span: Span): Promise<void> => {
    for (;;) {
      const held = leases.get(span.key);
      if (held && held.left > 0 && held.until > performance.now()) return void held.left--;
      const running = leasing.get(span.key) ?? lease(span).finally(() => leasing.delete(span.key));
      leasing.set(span.key, running);
      await running;
    }
  };

  return {
    /** Counts one request. Throws RetryLater, before anything is sent, when the allowance is used up. */
    take: async (integrationId: string, allowance: string | undefined): Promise<void> => {
      if (allowance === undefined) return;
      const integration = findIntegration(integrationId);
      if (!integration) return;
      for (const span of spansOf(integration, allowance)) await takeOne(span);
    },
  };
};

export type Allowances = ReturnType<typeof createAllowances>;
