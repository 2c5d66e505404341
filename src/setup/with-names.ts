import { parseId } from '../ids.ts';
import type { Setup } from './setup.ts';

const typed = /\b(?:tag|trk|com|agt)_[0-9a-z]{26}\b/g;

const another: Readonly<Record<string, string>> = {
  tag: 'a tag of another company',
  trk: 'a tracker of another company',
  com: 'another company',
};

const find = (uuid: string, { tags, trackers, companies, agents }: Setup) => {
  const scoped = tags.get(uuid) ?? trackers.get(uuid);
  if (scoped) return scoped;
  const company = companies.get(uuid);
  const named = company ?? agents.get(uuid);
  return named && { name: named.name, companyId: company ? uuid : null };
};

/**
 * A sentence for people: ids of tags, trackers, companies and agents in it become their names. What is kept with a call
 * names nothing of other companies than the call's (`companyId`, UUID), and no reader is named what they do not see.
 */
export const withNames = (text: string, setup: Setup, companyId: string | null = null): string =>
  text.replace(typed, (id) => {
    const named = find(parseId(id)?.uuid ?? '', setup);
    const foreign = named
      ? companyId !== null && named.companyId !== null && named.companyId !== companyId
      : setup.seen !== 'ALL';
    if (foreign) return another[id.slice(0, 3)] ?? id;
    return named ? `“${named.name}”` : id;
  });
