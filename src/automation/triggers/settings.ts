import { z } from 'zod';
import type { TriggerSettings } from '../../../schema/index.ts';
import { Refusal } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { wholeIn } from '../../input.ts';
import type { Setup } from '../../setup/setup.ts';
import { givenId, tagIn } from '../given.ts';
import type { TriggerSetting } from './trigger.ts';

/** 90 days: no vendor takes an older click. */
const mostMinutes = 90 * 24 * 60;

/** Minutes after the end of the call. */
export const minutesIn = (told: TriggerSettings): number => {
  const minutes = told['minutes'];
  return typeof minutes === 'number' ? minutes : 0;
};

export const minutesText = (told: TriggerSettings): string => {
  const count = minutesIn(told);
  return `${count} ${count === 1 ? 'minute' : 'minutes'}`;
};

export const minutes: TriggerSetting = {
  name: 'minutes',
  word: 'minutes',
  required: true,
  given: z.int().meta({
    title: 'Minutes after the end of the call',
    description: `minutes after the end of the call, 1 to ${mostMinutes}`,
  }),
  read: (given, _, field) => wholeIn(Number(given), field, { min: 1, max: mostMinutes }),
  shown: minutesIn,
};

/** The UUID of the only tag it listens for; undefined: any. */
export const tagOf = (told: TriggerSettings): string | undefined => {
  const tagId = told['tagId'];
  return typeof tagId === 'string' ? tagId : undefined;
};

/** The name of that tag; null for any, or when it is gone. */
export const tagNameIn = (told: TriggerSettings, setup: Setup): string | null =>
  setup.tags.get(tagOf(told) ?? '')?.name ?? null;

export const onlyTag: TriggerSetting = {
  name: 'tagId',
  word: 'tag',
  required: false,
  given: givenId('Tag').meta({
    title: 'Only this tag',
    description: 'only this tag; any unless given',
    placeholder: 'Any tag',
  }),
  read: (given, setup, field) => {
    if (typeof given === 'string') return tagIn(given, setup, field);
    throw new Refusal('INVALID', 'This is not the id of a Tag.', field);
  },
  shown: (told) => {
    const id = tagOf(told);
    return id && typedId('Tag', id);
  },
};
