import { z } from 'zod';
import type { CallSnapshot } from '../../../integrations/kit/vocabulary.ts';
import { typedId } from '../../ids.ts';
import { placeOf } from '../../leads/parts/parts.ts';
import { tags, withTag } from '../../leads/parts/tags.ts';
import type { Setup } from '../../setup/setup.ts';
import { givenId, tagIn } from '../given.ts';
import type { Effect, Reading } from './call-action.ts';

/** Shared by the actions that put a tag on a call and take it off. */
export const storedTag = z.strictObject({ tagId: z.uuid() });
type StoredTag = z.infer<typeof storedTag>;

export const givenTag = z
  .object({ tagId: givenId('Tag').meta({ title: 'Tag', description: 'Which tag.' }) })
  .meta({ apiName: 'AddTagActionInput', description: 'The tag that is put on the call, or taken off.' });

export const readTag = (
  { tagId }: z.infer<typeof givenTag>,
  { setup }: Reading,
  field: string,
): StoredTag => ({ tagId: tagIn(tagId, setup, `${field}.tagId`) });

export const placeOfTag = ({ tagId }: StoredTag) => placeOf(tags, tagId);

export const shownTag = (verb: string, { tagId }: StoredTag, setup: Setup) => ({
  title: `${verb} the tag ${setup.tags.get(tagId)?.name ?? 'that is gone'}`,
  settings: { tagId: typedId('Tag', tagId) },
});

/** The call with the tag or without it. */
export const retagged = (call: CallSnapshot, { tagId }: StoredTag, add: boolean, setup: Setup): Effect => {
  const tag = setup.tags.get(tagId);
  if (!tag) return { call, did: 'left the tags: the one it names is gone' };
  const id = typedId('Tag', tagId);
  const worn = call.tagIds.includes(id);
  // Its name is the other company's: who reads of this call need not know it.
  const foreign = tag.companyId !== null && typedId('Company', tag.companyId) !== call.company.id;
  if (foreign && (add || !worn))
    return { call, did: 'left the tags: the one it names is for another company' };
  if (worn === add) return { call, did: `left the tag “${tag.name}” as it was` };
  return {
    call: withTag(call, id, add ? tag.name : null),
    did: `${add ? 'added' : 'took off'} the tag “${tag.name}”`,
  };
};
