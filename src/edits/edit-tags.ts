import type { LockedCall, LockedWork } from '../conductor/locked-calls.ts';
import { Refusal } from '../errors.ts';
import type { Reach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Setup } from '../setup/setup.ts';
import type { ChangeCalls } from './change-calls.ts';
import type { Edit } from './judged-edit.ts';

/** Those of the tags that fit the company of the call. */
const fitting = (tagIds: readonly string[], companyId: string, setup: Setup): readonly string[] =>
  tagIds.filter((id) => {
    const scope = setup.tags.get(id)?.companyId;
    return scope === null || scope === companyId;
  });

const retagged = ({ call }: LockedCall, tagIds: readonly string[], add: boolean): Edit => ({
  call: {
    ...call,
    tagIds: add
      ? [...new Set([...call.tagIds, ...tagIds])]
      : call.tagIds.filter((id) => !tagIds.includes(id)),
  },
});

export const createTagEdits = (change: ChangeCalls, setup: SetupCache) => ({
  /** Adds or takes tags, on up to 500 calls at once. */
  tagCalls: async (
    reach: Reach,
    callIds: readonly string[],
    tagIds: readonly string[],
    add: boolean,
  ): Promise<void> => {
    if (callIds.length > 500) throw new Refusal('TOO_LARGE', 'At most 500 calls at once.', 'input.callIds');
    const { tags } = await setup.of(reach);
    if (tagIds.some((id) => !tags.has(id)))
      throw new Refusal('NOT_FOUND', 'There is no such tag.', 'input.tagIds');
    await change(reach, callIds, 'input.callIds', (one) => {
      if (add && fitting(tagIds, one.call.companyId, one.setup).length < tagIds.length)
        throw new Refusal('INVALID', 'One of these tags is for calls of another company.', 'input.tagIds');
      return retagged(one, tagIds, add);
    });
  },

  /** The same for calls somebody has found: a tag of another company leaves a call as it is. */
  tagFound: (
    reach: Reach,
    callIds: readonly string[],
    tagIds: readonly string[],
    add: boolean,
    /** What else is written with them. */
    settle?: LockedWork['settle'],
  ): Promise<number> =>
    change(
      reach,
      callIds,
      null,
      (one) => retagged(one, add ? fitting(tagIds, one.call.companyId, one.setup) : tagIds, add),
      settle ? { settle } : {},
    ),
});
