import { defineCallAction } from './call-action.ts';
import { givenTag, placeOfTag, readTag, retagged, shownTag, storedTag } from './tag.ts';

export const removeTag = defineCallAction({
  name: 'removeTag',
  title: 'Take off a tag',
  description: 'Takes a tag off the call.',
  stored: storedTag,
  given: givenTag,
  read: readTag,
  place: placeOfTag,
  apply: (call, settings, { setup }) => retagged(call, settings, false, setup),
  shown: (settings, { setup }) => shownTag('Take off', settings, setup),
});
