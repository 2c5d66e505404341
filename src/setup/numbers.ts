import { and, eq, inArray } from 'drizzle-orm';
import { e164 } from '../../integrations/kit/phone.ts';
import { directory, poolNumbers, trackers, trackingNumbers } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Tracker } from './setup.ts';

/** E.164 of a number in any spelling the country understands. */
export const numberIn = (given: string, country: string, field: string): string => {
  const number = e164(given, country);
  if (number) return number;
  const message = `This is not a phone number of ${country}. Write it as people there do, or with + and the country code.`;
  throw new Refusal('INVALID', message, field);
};

/** A list of numbers, each once. */
export const numbersIn = (
  given: readonly string[],
  country: string,
  field: string,
  limits: { readonly min: number; readonly max: number },
): string[] => {
  if (given.length < limits.min) throw new Refusal('INVALID', 'Give at least one number.', field);
  if (given.length > limits.max)
    throw new Refusal('TOO_LARGE', `Give at most ${limits.max} numbers at once.`, field);
  const seen = new Set<string>();
  for (const [at, text] of given.entries()) {
    const number = numberIn(text, country, `${field}[${at}]`);
    if (seen.has(number)) throw new Refusal('INVALID', 'This number is given twice.', `${field}[${at}]`);
    seen.add(number);
  }
  return [...seen];
};

/** A tracking number as a destination would call itself. The directory knows the account's numbers at every company. */
export const checkDestination = async (
  tx: Tx,
  accountId: string,
  destination: string,
  ownNumbers: readonly string[],
): Promise<void> => {
  const [taken] = await tx
    .select({ id: directory.subjectId })
    .from(directory)
    .where(
      and(eq(directory.kind, 'NUMBER'), eq(directory.key, destination), eq(directory.accountId, accountId)),
    );
  if (!taken && !ownNumbers.includes(destination)) return;
  const message =
    'This is a tracking number: calls would be sent round in a circle. Give the number that rings.';
  throw new Refusal('INVALID', message, 'input.destination');
};

/** Who has these numbers already, in words. The directory tells of other accounts only that they exist. */
const conflict = async (
  tx: Tx,
  accountId: string,
  taken: readonly string[],
  field: string,
): Promise<Refusal> => {
  const mine = await tx
    .select({ number: trackingNumbers.number, tracker: trackers.name })
    .from(trackingNumbers)
    .innerJoin(
      trackers,
      and(eq(trackers.accountId, trackingNumbers.accountId), eq(trackers.id, trackingNumbers.trackerId)),
    )
    .where(and(eq(trackingNumbers.accountId, accountId), inArray(trackingNumbers.number, [...taken])));
  const [number = ''] = taken;
  const known = mine.find((row) => row.number === number);
  const [entry] = await tx
    .select({ accountId: directory.accountId })
    .from(directory)
    .where(and(eq(directory.kind, 'NUMBER'), eq(directory.key, number)));
  const other = entry?.accountId === accountId ? 'another company' : 'another account';
  const holder = known ? `the tracker ${known.tracker}` : other;
  return new Refusal('CONFLICT', `The number ${number} already belongs to ${holder}.`, field);
};

/** Gives numbers to a tracker. A number belongs to one tracker of one account, ever at once. */
export const insertNumbers = async (
  tx: Tx,
  tracker: Pick<Tracker, 'accountId' | 'companyId' | 'id' | 'kind'>,
  numbers: readonly string[],
  field: string,
): Promise<void> => {
  if (numbers.length === 0) return;
  const { accountId, companyId, id: trackerId } = tracker;
  const rows = numbers.map((number) => ({ accountId, companyId, id: newId(), trackerId, number }));
  const entered = await tx
    .insert(directory)
    .values(
      rows.map(({ id, number }) => ({ kind: 'NUMBER' as const, key: number, accountId, subjectId: id })),
    )
    .onConflictDoNothing()
    .returning({ number: directory.key });
  if (entered.length < numbers.length) {
    const free = new Set(entered.map((row) => row.number));
    const taken = numbers.filter((number) => !free.has(number));
    throw await conflict(tx, accountId, taken, field);
  }
  await tx.insert(trackingNumbers).values(rows);
  if (tracker.kind !== 'VISITOR') return;
  const freeAt = new Date();
  await tx
    .insert(poolNumbers)
    .values(rows.map(({ id: numberId }) => ({ accountId, companyId, numberId, trackerId, freeAt })));
};

/** Keeps numbers of a tracker for one number of the page each, whose calls they then ring too. */
export const keepNumbers = async (
  tx: Tx,
  tracker: { readonly accountId: string; readonly id: string },
  country: string,
  kept: readonly { readonly number: string; readonly target?: string | null }[],
): Promise<void> => {
  if (kept.length > 500)
    throw new Refusal('TOO_LARGE', 'Give at most 500 numbers at once.', 'input.keptNumbers');
  for (const [at, { number: given, target }] of kept.entries()) {
    const field = `input.keptNumbers[${at}]`;
    const number = numberIn(given, country, `${field}.number`);
    const destination = target?.trim() ? numberIn(target, country, `${field}.target`) : null;
    if (destination) await checkDestination(tx, tracker.accountId, destination, []);
    const changed = await tx
      .update(trackingNumbers)
      .set({ target: destination })
      .where(
        and(
          eq(trackingNumbers.accountId, tracker.accountId),
          eq(trackingNumbers.trackerId, tracker.id),
          eq(trackingNumbers.number, number),
        ),
      )
      .returning({ id: trackingNumbers.id });
    if (changed.length === 0)
      throw new Refusal('NOT_FOUND', 'The tracker has no such number.', `${field}.number`);
  }
};
