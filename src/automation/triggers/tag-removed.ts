import { tags } from '../../leads/parts/tags.ts';
import { onlyTag, tagNameIn, tagOf } from './settings.ts';
import { afterEnd, defineTrigger } from './trigger.ts';

const label = 'When a tag is removed';

export const tagRemoved = defineTrigger({
  name: 'TAG_REMOVED',
  label,
  description: 'A tag was taken off it.',
  cause: { kind: 'PART', part: tags, change: 'WENT' },
  settings: [onlyTag],
  words: (told, setup) => {
    const name = tagNameIn(told, setup);
    return name === null ? label : `When the tag ${name} is removed`;
  },
  hears: (told, tagId) => (tagOf(told) ?? tagId) === tagId,
  shows: ({ call }, told) => {
    const tagId = tagOf(told);
    return tagId === undefined || !call.tagIds.includes(tagId);
  },
  at: (call) => afterEnd(call),
});
