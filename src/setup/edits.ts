import type { Db, Tx } from '../db.ts';
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
  readonly what: string;
}

/** Runs one change of the setup; it commits with its entry in the feed. Answers the UUID of what it was about. */
export const createSetupChange =
  ({ db, setup }: { readonly db: Db; readonly setup: SetupCache }) =>
  async (accountId: string, work: (tx: Tx) => Promise<Edited>): Promise<string> => {
    const id = await db.inAccount(accountId, async (tx) => {
      const edited = await work(tx);
      await setupChanged(tx, accountId, edited.id, edited.what);
      return edited.id;
    });
    setup.forget(accountId);
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
    createCompany: (accountId: string, input: CreateCompany) =>
      edit(accountId, (tx) => insertCompany(tx, accountId, input, voices)),
    updateCompany: (accountId: string, input: UpdateCompany) =>
      edit(accountId, (tx) => changeCompany(tx, accountId, input, voices)),
    createTracker: (accountId: string, input: CreateTracker) =>
      edit(accountId, (tx) => insertTracker(tx, accountId, input)),
    updateTracker: (accountId: string, input: UpdateTracker) =>
      edit(accountId, (tx) => changeTracker(tx, accountId, input)),
    createTag: (accountId: string, input: CreateTag) =>
      edit(accountId, (tx) => insertTag(tx, accountId, input)),
    updateTag: (accountId: string, input: UpdateTag) =>
      edit(accountId, (tx) => changeTag(tx, accountId, input)),
  };
};
