import { and, eq } from 'drizzle-orm';
import { companies, trackers } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { idIn, textIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { checkCooldown } from './conditions.ts';
import { checkSource, settingsIn, type TrackerSettings } from './create-tracker.ts';
import type { Edited } from './edits.ts';
import { checkDestination, insertNumbers, keepNumbers, numberIn, numbersIn } from './numbers.ts';

export interface UpdateTracker extends TrackerSettings {
  readonly id: string;
  readonly name?: string | null;
  readonly destination?: string | null;
  readonly addNumbers?: readonly string[] | null;
  readonly active?: boolean | null;
  /** Numbers kept for one number of the page; a null target frees them for any. */
  readonly keptNumbers?: readonly { readonly number: string; readonly target?: string | null }[] | null;
}

const find = async (tx: Tx, accountId: string, given: string) => {
  const id = idIn('Tracker', given, 'input.id');
  const [found] = await tx
    .select({ tracker: trackers, country: companies.country })
    .from(trackers)
    .innerJoin(
      companies,
      and(eq(companies.accountId, trackers.accountId), eq(companies.id, trackers.companyId)),
    )
    .where(and(eq(trackers.accountId, accountId), eq(trackers.id, id)))
    .for('update', { of: trackers });
  if (found) return found;
  throw new Refusal('NOT_FOUND', 'There is no such tracker in this account.', 'input.id');
};

/** What is left out stays; null clears what may be empty. */
export const changeTracker = async (tx: Tx, reach: Reach, input: UpdateTracker): Promise<Edited> => {
  const { accountId } = reach;
  const { tracker, country } = await find(tx, accountId, input.id);
  const added = numbersIn(input.addNumbers ?? [], country, 'input.addNumbers', { min: 0, max: 500 });
  const changed = {
    ...settingsIn(input, country),
    name: input.name == null ? tracker.name : textIn(input.name, 'input.name', { max: 200 }),
    destination:
      input.destination == null
        ? tracker.destination
        : numberIn(input.destination, country, 'input.destination'),
    active: input.active ?? tracker.active,
  };
  checkSource(tracker.kind, changed.source === undefined ? tracker.source : changed.source);
  checkCooldown({ ...tracker, ...changed });
  await checkDestination(tx, accountId, changed.destination, added);
  await tx
    .update(trackers)
    .set(changed)
    .where(and(eq(trackers.accountId, accountId), eq(trackers.id, tracker.id)));
  await insertNumbers(tx, tracker, added, 'input.addNumbers');
  await keepNumbers(tx, tracker, country, input.keptNumbers ?? []);
  return { id: tracker.id, companyId: tracker.companyId, what: `The tracker ${changed.name} was changed.` };
};
