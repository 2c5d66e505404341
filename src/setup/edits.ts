import type { Db, Tx } from '../db.ts';
import type { Reach } from '../reach.ts';
import { type SetupCache, setupChanged } from './cache.ts';
import { type CreateCompany, insertCompany } from './create-company.ts';
import { type CreateTracker, insertTracker } from './create-tracker.ts';
import { type CreateTag, changeTag, insertTag, type UpdateTag } from './tags.ts';
import { changeCompany, type UpdateCompany } from './update-company.ts';
import { changeTracker, type UpdateTracker } from './update-tracker.ts';
import type { Voices } from './voices.ts';

/** What an edit did: whom it made or changed, and one line for the feed. */
export interface Edited {
  /** UUID. */
  readonly id: string;
  /** The company it is of; null: every company. */
  readonly companyId: string | null;
  readonly what: string;
}

/** Runs one change of the setup; it commits with its entry in the feed. Answers the UUID of what it was about. */
export const createSetupChange =
  ({ db, setup }: { readonly db: Db; readonly setup: SetupCache }) =>
  async (reach: Reach, work: (tx: Tx) => Promise<Edited>): Promise<string> => {
    const id = await db.inAccount(reach, async (tx) => {
      const edited = await work(tx);
      await setupChanged(
        tx,
        { accountId: reach.accountId, companyId: edited.companyId },
        edited.id,
        edited.what,
      );
      return edited.id;
    });
    setup.forget(reach.accountId);
    return id;
  };

/**
 * Changes of an account's setup by people. Each commits with its entry in the feed and answers with the
 * UUID of what it made or changed; bad input is a Refusal that names the field.
 */
export const createSetupEdits = ({
  voices,
  ...parts
}: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly voices: Voices;
}) => {
  const edit = createSetupChange(parts);

  return {
    createCompany: (reach: Reach, input: CreateCompany) =>
      edit(reach, (tx) => insertCompany(tx, reach, input, voices)),
    updateCompany: (reach: Reach, input: UpdateCompany) =>
      edit(reach, (tx) => changeCompany(tx, reach, input, voices)),
    createTracker: (reach: Reach, input: CreateTracker) =>
      edit(reach, (tx) => insertTracker(tx, reach, input)),
    updateTracker: (reach: Reach, input: UpdateTracker) =>
      edit(reach, (tx) => changeTracker(tx, reach, input)),
    createTag: (reach: Reach, input: CreateTag) => edit(reach, (tx) => insertTag(tx, reach, input)),
    updateTag: (reach: Reach, input: UpdateTag) => edit(reach, (tx) => changeTag(tx, reach, input)),
  };
};
