import { type Noun, parseId, typedId } from '../ids.ts';
import type { Setup } from './setup.ts';

const lists = {
  Company: 'companies',
  Tracker: 'trackers',
  Tag: 'tags',
  CustomField: 'customFields',
} as const satisfies Partial<Record<Noun, keyof Setup>>;

const isListed = (noun: Noun): noun is keyof typeof lists => noun in lists;

/** Stands for nothing, so it is as true of what the reader sees as the id it replaces. */
const nobody = '00000000-0000-0000-0000-000000000000';

const shownId = (id: string, setup: Setup): string => {
  const parsed = parseId(id);
  if (!parsed || !isListed(parsed.noun)) return id;
  return setup[lists[parsed.noun]].has(parsed.uuid) ? id : typedId(parsed.noun, nobody);
};

/**
 * A condition, or the settings of an action, as they are shown to who sees this setup: what stands for every company
 * may name things of companies that a limited reach does not see.
 */
export const withoutForeign = <Json>(given: Json, setup: Setup): Json => {
  if (setup.seen === 'ALL') return given;
  const text = JSON.stringify(given, (_, value: unknown) =>
    typeof value === 'string' ? shownId(value, setup) : value,
  );
  return JSON.parse(text) as Json;
};
