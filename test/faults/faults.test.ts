import { expect, it } from 'vitest';
import { visitorOf } from './calls.ts';
import { allCases, type Case, shortCases } from './matrix.ts';
import { type FaultWorld, startFaultWorld } from './world.ts';

/** `all`, or a part of the names of those wanted at every vendor. */
const wanted = process.env['FAULTS'];
const cases = wanted ? allCases.filter(({ name }) => wanted === 'all' || name.includes(wanted)) : shortCases;
const settled = ['ACCEPTED', 'CONFIRMED', 'REJECTED', 'SUPERSEDED', 'SKIPPED', 'RETRACTED'];

interface Seen {
  readonly fault: string;
  readonly vendor: string;
  readonly states: string;
  readonly records: number;
  readonly newest: boolean;
  /** Neither settled nor given a reason, or refused although nothing was wrong with it. */
  readonly wrong: number;
}

/** What is left of a call once everything about it is settled. */
const look = async (
  world: FaultWorld,
  { name, vendor, takenBack }: Case,
  callId: string,
  note: string,
): Promise<Seen> => {
  const all = await world.rowsOf(callId);
  const own = all.filter((row) => row.integration === vendor);
  const key = own[0]?.key ?? '?';
  const ledger = world.harbor.sandboxes[vendor].ledger().map((entry) => JSON.stringify(entry));
  const mine = ledger.filter((entry) => entry.includes(key));
  // A receiver of webhooks gets a message for each version; its record of the call is the newest of them.
  const records = vendor === 'webhook' ? mine.filter((entry) => entry.includes(`${key}_2`)) : mine;
  return {
    fault: name,
    vendor,
    states: own.map((row) => row.state).join(', '),
    records: records.length,
    newest: records.every((entry) =>
      takenBack
        ? entry.includes('"conversionValue":0')
        : entry.includes(note) || entry.includes('"conversionValue":42.5'),
    ),
    wrong: all.filter(
      (row) =>
        !settled.includes(row.state) ||
        row.state === 'REJECTED' ||
        (row.state === 'SUPERSEDED' && !row.reason),
    ).length,
  };
};

const play = async (world: FaultWorld, one: Case, call: () => Promise<string>): Promise<Seen> => {
  one.arm?.(world, one.vendor);
  const callId = await call();
  const note = `newest of ${one.name}`;
  // The fault is for the first version: the second would take its place before it was ever sent.
  const tried = async () =>
    (await world.rowsOf(callId)).some((row) => row.integration === one.vendor && row.attemptCount > 0);
  await expect.poll(() => tried().catch(() => false), { timeout: 20_000, interval: 20 }).toBe(true);
  await one.meanwhile?.({ world, vendor: one.vendor, callId });
  const open = async () =>
    (await world.rowsOf(callId))
      .filter((row) => !settled.includes(row.state))
      .map((row) => `${row.integration} ${row.state} ${row.reason}`);
  const closed = () =>
    expect
      .poll(() => open().then((rows) => rows.join(', '), String), { timeout: 60_000, interval: 50 })
      .toBe('');
  if (one.alone) await closed();
  const change = () => (one.takenBack ? world.lose(callId) : world.edit(callId, '42.50', note));
  await expect.poll(() => change().then(() => 'edited', String), { timeout: 20_000 }).toBe('edited');
  await one.afterwards?.({ world, vendor: one.vendor, callId });
  await closed();
  return look(world, one, callId, note);
};

it(
  'leaves every decision settled with a reason, and one record with the newest value at each vendor',
  async () => {
    const world = await startFaultWorld();
    const visitor = await visitorOf(world);
    await world.start();
    const seen: Seen[] = [];
    for (const one of cases) {
      const result = await play(world, one, visitor.call).catch(
        (error: unknown) => `${one.name}, ${one.vendor}: ${error}`,
      );
      if (typeof result === 'string') throw new Error(result);
      seen.push(result);
      const { fault, vendor, states, records } = result;
      if (wanted)
        process.stdout.write(`| ${fault.padEnd(58)} | ${vendor.padEnd(10)} | ${records} | ${states} |\n`);
    }
    expect(seen.filter(({ records, newest, wrong }) => records !== 1 || !newest || wrong > 0)).toEqual([]);
  },
  wanted ? 900_000 : 120_000,
);
