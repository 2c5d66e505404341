import { tags } from '../../leads/parts/tags.ts';
import { onlyTag, tagNameIn, tagOf } from './settings.ts';
import { afterEnd, defineTrigger } from './trigger.ts';

const label = 'When a tag is added';

export const tagAdded = defineTrigger({
  name: 'TAG_ADDED',
  label,
  description: 'A tag was put on it, by a person or a rule.',
  cause: { kind: 'PART', part: tags, change: 'CAME' },
  settings: [onlyTag],
  words: (told, setup) => {
    const name = tagNameIn(told, setup);
    return name === null ? label : `When the tag ${name} is added`;
  },
  hears: (told, tagId) => (tagOf(told) ?? tagId) === tagId,
  shows: ({ call }, told) => {
    const tagId = tagOf(told);
    return tagId === undefined ? call.tagIds.length > 0 : call.tagIds.includes(tagId);
  },
  at: (call) => afterEnd(call),
});
