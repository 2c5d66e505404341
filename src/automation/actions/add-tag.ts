import { defineCallAction } from './call-action.ts';
import { givenTag, placeOfTag, readTag, retagged, shownTag, storedTag } from './tag.ts';

export const addTag = defineCallAction({
  name: 'addTag',
  title: 'Add a tag',
  description: 'Puts a tag on the call.',
  stored: storedTag,
  given: givenTag,
  read: readTag,
  place: placeOfTag,
  apply: (call, settings, { setup }) => retagged(call, settings, true, setup),
  shown: (settings, { setup }) => shownTag('Add', settings, setup),
});
