import type { Db } from '../db.ts';
import type { Reach } from '../reach.ts';
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
    createAgent: (reach: Reach, input: CreateAgent) => edit(reach, (tx) => insertAgent(tx, reach, input)),
    updateAgent: (reach: Reach, input: UpdateAgent) => edit(reach, (tx) => changeAgent(tx, reach, input)),
    createCustomField: (reach: Reach, input: CreateCustomField) =>
      edit(reach, (tx) => insertCustomField(tx, reach, input)),
    updateCustomField: (reach: Reach, input: UpdateCustomField) =>
      edit(reach, (tx) => changeCustomField(tx, reach, input)),
    archiveCustomField: (reach: Reach, input: ArchiveCustomField) =>
      edit(reach, (tx) => archiveCustomField(tx, reach, input)),
    createScoreCriterion: (reach: Reach, input: CreateScoreCriterion) =>
      edit(reach, (tx) => insertScoreCriterion(tx, reach, input)),
    updateScoreCriterion: (reach: Reach, input: UpdateScoreCriterion) =>
      edit(reach, (tx) => changeScoreCriterion(tx, reach, input)),
    deleteScoreCriterion: (reach: Reach, id: string) =>
      edit(reach, (tx) => deleteScoreCriterion(tx, reach, id)),
    deleteTag: (reach: Reach, id: string) => edit(reach, (tx) => deleteTag(tx, reach, id)),
  };
};
