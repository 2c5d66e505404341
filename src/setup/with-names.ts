import { parseId } from '../ids.ts';
import type { Setup } from './setup.ts';

const typed = /\b(?:tag|trk|com|agt)_[0-9a-z]{26}\b/g;

/** A sentence for people: ids of tags, trackers, companies and agents in it become their names. */
export const withNames = (text: string, setup: Setup): string =>
  text.replace(typed, (id) => {
    const uuid = parseId(id)?.uuid ?? '';
    const named =
      setup.tags.get(uuid) ?? setup.trackers.get(uuid) ?? setup.companies.get(uuid) ?? setup.agents.get(uuid);
    return named ? `“${named.name}”` : id;
  });
