import { expect, it } from 'vitest';
import { callers } from './calls.ts';
import type { DestinationId } from './destinations.ts';
import { allCases, type Case, shortCases } from './matrix.ts';
import { type FaultWorld, startFaultWorld } from './world.ts';

/** `all`, `short`, or a part of the names of those wanted at every vendor; they are shown as they come. */
const wanted = process.env['FAULTS'];
const chosen = allCases.filter(({ name }) => wanted === 'all' || name.includes(wanted ?? ''));
const cases = !wanted || wanted === 'short' ? shortCases : chosen;
const settled = ['ACCEPTED', 'CONFIRMED', 'REJECTED', 'SUPERSEDED', 'SKIPPED', 'RETRACTED'];

interface Seen {
  readonly fault: string;
  readonly vendor: DestinationId;
  readonly states: string;
  readonly records: number;
  readonly newest: boolean;
  /** Neither settled nor given a reason, or refused although nothing was wrong with it. */
  readonly wrong: number;
}

type Row = Awaited<ReturnType<FaultWorld['rowsOf']>>[number];

/** Neither can be asked what it did, so what may have gone out is not repeated, and says so. */
const isLeftAlone = ({ to, state, reason }: Row): boolean =>
  (to === 'email' || to === 'slack') &&
  state === 'REJECTED' &&
  /may have (gone out|been posted)/.test(reason ?? '');

/** What is left of a call at one destination once everything about it is settled. */
const look = (
  world: FaultWorld,
  one: Case,
  rows: readonly Row[],
  at: DestinationId,
  callId: string,
): Seen => {
  const own = rows.filter((row) => row.to === at);
  const marks = world.marksOf(rows, at, callId);
  const ledger = world.destinations[at].ledger();
  const mine = ledger.filter((entry) => marks.some((mark) => entry.includes(mark)));
  // A receiver of webhooks gets a message for each version; its record of the call is the newest of them.
  const records =
    at === 'webhook' ? mine.filter((entry) => marks.some((mark) => entry.includes(`${mark}_2`))) : mine;
  const isNewest = (entry: string): boolean =>
    world.saysOnce(at) ||
    (one.takenBack
      ? entry.includes('"conversionValue":0')
      : entry.includes(noteOf(one)) || entry.includes('"conversionValue":42.5'));
  return {
    fault: one.name,
    vendor: at,
    states: own.map((row) => row.state).join(', '),
    records: own.some(isLeftAlone) && records.length === 0 ? 1 : records.length,
    newest: records.every(isNewest),
    wrong: own.filter(
      (row) =>
        !settled.includes(row.state) ||
        (row.state === 'REJECTED' && !isLeftAlone(row)) ||
        (row.state === 'SUPERSEDED' && !row.reason),
    ).length,
  };
};

const noteOf = ({ name }: Case): string => `newest of ${name}`;

const play = async (world: FaultWorld, one: Case, call: () => Promise<string>): Promise<readonly Seen[]> => {
  for (const { calm } of Object.values(world.destinations)) calm();
  await world.tidy();
  const thaw = one.batch ? world.freeze() : () => undefined;
  one.arm?.(world, one.at);
  const callIds = one.batch ? [await call(), await call()] : [await call()];
  thaw();
  const rowsOf = async () => (await Promise.all(callIds.map(world.rowsOf))).flat();
  // The fault is for the first version: the second would take its place before it was ever sent.
  const untried = async () => {
    const rows = await rowsOf();
    const tried = rows.filter((row) => row.attemptCount > 0).map((row) => `${row.to} ${row.callId}`);
    return one.at.filter((id) => callIds.some((callId) => !tried.includes(`${id} ${callId}`)));
  };
  await expect.poll(() => untried().catch(String), { timeout: 20_000, interval: 20 }).toEqual([]);
  for (const callId of callIds) await one.meanwhile?.({ world, at: one.at, callId });
  const open = async () =>
    (await rowsOf())
      .filter((row) => !settled.includes(row.state))
      .map((row) => `${row.to} ${row.state} ${row.reason}`);
  const closed = () =>
    expect
      .poll(() => open().then((rows) => rows.join(', '), String), { timeout: 60_000, interval: 50 })
      .toBe('');
  if (one.alone) await closed();
  for (const callId of callIds) {
    const change = () => (one.takenBack ? world.lose(callId) : world.edit(callId, '42.50', noteOf(one)));
    await expect.poll(() => change().then(() => 'edited', String), { timeout: 20_000 }).toBe('edited');
    await one.afterwards?.({ world, at: one.at, callId });
  }
  await closed();
  const seen: Seen[] = [];
  for (const callId of callIds) {
    const rows = await world.rowsOf(callId);
    seen.push(...one.at.map((at) => look(world, one, rows, at, callId)));
    // What goes wrong at some destinations is no trouble of the others.
    const others = rows.filter(({ to }) => to && !one.at.includes(to));
    const refused = others.filter((row) => row.state === 'REJECTED' && !isLeftAlone(row));
    expect(refused.map(({ to, reason }) => `${to} ${reason}`)).toEqual([]);
  }
  return seen;
};

it(
  'leaves every decision settled with a reason, and one record with the newest value at each vendor',
  async () => {
    const world = await startFaultWorld();
    const call = await callers(world);
    await world.start();
    const seen: Seen[] = [];
    for (const one of cases) {
      const began = performance.now();
      const result = await play(world, one, call).catch((error: unknown) => String(error));
      if (typeof result === 'string') throw new Error(`${one.name}, ${one.at.join(' ')}: ${result}`);
      seen.push(...result);
      if (!wanted) continue;
      const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
      for (const { fault, vendor, states, records } of result)
        process.stdout.write(
          `| ${fault.padEnd(74)} | ${vendor.padEnd(14)} | ${records} | ${seconds} s | ${states} |\n`,
        );
    }
    expect(seen.filter(({ records, newest, wrong }) => records !== 1 || !newest || wrong > 0)).toEqual([]);
  },
  wanted ? 1_800_000 : 420_000,
);
