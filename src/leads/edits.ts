import type { Db } from '../db.ts';
import type { SetupCache } from '../setup/cache.ts';
import { createSetupChange } from '../setup/edits.ts';
import { type CreateAgent, changeAgent, insertAgent, type UpdateAgent } from './agents.ts';
import {
  type ArchiveCustomField,
  archiveCustomField,
  type CreateCustomField,
  changeCustomField,
  insertCustomField,
  type UpdateCustomField,
} from './custom-fields.ts';
import { deleteTag } from './delete-tag.ts';
import {
  type CreateScoreCriterion,
  changeScoreCriterion,
  deleteScoreCriterion,
  insertScoreCriterion,
  type UpdateScoreCriterion,
} from './score-criteria.ts';

/**
 * Changes of what leads are managed by. Each commits with its entry in the feed and answers with the UUID of
 * what it made or changed; bad input is a Refusal that names the field.
 */
export const createLeadSetupEdits = (parts: { readonly db: Db; readonly setup: SetupCache }) => {
  const edit = createSetupChange(parts);
  return {
    createAgent: (accountId: string, input: CreateAgent) =>
      edit(accountId, (tx) => insertAgent(tx, accountId, input)),
    updateAgent: (accountId: string, input: UpdateAgent) =>
      edit(accountId, (tx) => changeAgent(tx, accountId, input)),
    createCustomField: (accountId: string, input: CreateCustomField) =>
      edit(accountId, (tx) => insertCustomField(tx, accountId, input)),
    updateCustomField: (accountId: string, input: UpdateCustomField) =>
      edit(accountId, (tx) => changeCustomField(tx, accountId, input)),
    archiveCustomField: (accountId: string, input: ArchiveCustomField) =>
      edit(accountId, (tx) => archiveCustomField(tx, accountId, input)),
    createScoreCriterion: (accountId: string, input: CreateScoreCriterion) =>
      edit(accountId, (tx) => insertScoreCriterion(tx, accountId, input)),
    updateScoreCriterion: (accountId: string, input: UpdateScoreCriterion) =>
      edit(accountId, (tx) => changeScoreCriterion(tx, accountId, input)),
    deleteScoreCriterion: (accountId: string, id: string) =>
      edit(accountId, (tx) => deleteScoreCriterion(tx, accountId, id)),
    deleteTag: (accountId: string, id: string) => edit(accountId, (tx) => deleteTag(tx, accountId, id)),
  };
};
