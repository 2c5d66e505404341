import type { CallFilter } from '../filter/call-filter.ts';
import { words } from '../filter/words.ts';
import { type Noun, typedId } from '../ids.ts';
import { type Page, type Paging, pageOfMemory } from '../paging.ts';
import type { Setup } from '../setup/setup.ts';
import { withNames } from '../setup/with-names.ts';
import { type Account, accountOf } from './account.ts';
import { agentOf } from './agent.ts';
import { type Automation, automationOf } from './automation.ts';
import { companyOf } from './company.ts';
import { customFieldOf } from './custom-field.ts';
import type { Catalogue } from './integration.ts';
import { linkedAccountViewOf } from './linked-account.ts';
import { criterionOf, type ScoreCriterion } from './score-criterion.ts';
import { type Tag, tagOf } from './tag.ts';
import { type Tracker, trackerOf } from './tracker.ts';
import { numberOf, type TrackingNumber } from './tracking-number.ts';

type Lists = Pick<
  Setup,
  | 'companies'
  | 'trackers'
  | 'numbers'
  | 'tags'
  | 'automations'
  | 'linkedAccounts'
  | 'agents'
  | 'customFields'
  | 'scoreCriteria'
>;
type Row<List extends keyof Lists> =
  Lists[List] extends ReadonlyMap<string, infer Item extends { readonly id: string }> ? Item : never;

const tables: readonly (readonly [Noun, keyof Lists])[] = [
  ['Company', 'companies'],
  ['Tracker', 'trackers'],
  ['TrackingNumber', 'numbers'],
  ['Tag', 'tags'],
  ['Automation', 'automations'],
  ['LinkedAccount', 'linkedAccounts'],
  ['Agent', 'agents'],
  ['CustomField', 'customFields'],
  ['ScoreCriterion', 'scoreCriteria'],
];

/** Makes each thing when it is first asked for and keeps it. */
const lazily = <Stored, Shown>(rows: ReadonlyMap<string, Stored>, make: (row: Stored) => Shown) => {
  const made = new Map<string, Shown>();
  return (id: string | null): Shown | null => {
    if (id === null) return null;
    const known = made.get(id);
    if (known) return known;
    const row = rows.get(id);
    if (!row) return null;
    const shown = make(row);
    made.set(id, shown);
    return shown;
  };
};

/** Refers to something the setup must have: `context.nouns` has looked whether it is new enough. */
const certainly =
  <Shown>(noun: string, find: (id: string) => Shown | null) =>
  (id: string): Shown => {
    const shown = find(id);
    if (shown) return shown;
    throw new Error(`${noun} ${id} is not in its account's setup.`);
  };

const build = (setup: Setup, catalogue: Catalogue) => {
  const numbersOf = Map.groupBy(setup.numbers.values(), (row) => row.trackerId);
  const companyOrNull = lazily(setup.companies, companyOf);
  const company = certainly('Company', companyOrNull);
  const trackerOrNull = lazily(setup.trackers, (row): Tracker => {
    const numbers: TrackingNumber[] = [];
    const tracker = trackerOf(row, company(row.companyId), numbers);
    numbers.push(...(numbersOf.get(row.id) ?? []).map((one) => numberOf(one, tracker)));
    return tracker;
  });
  const tracker = certainly('Tracker', trackerOrNull);
  const numberOrNull = lazily(setup.numbers, (row) => numberOf(row, tracker(row.trackerId)));
  const tagOrNull = lazily(setup.tags, (row) => tagOf(row, companyOrNull(row.companyId)));
  const agentOrNull = lazily(setup.agents, agentOf);
  const customFieldOrNull = lazily(setup.customFields, (row) =>
    customFieldOf(row, companyOrNull(row.companyId)),
  );
  const linkedAccountOrNull = lazily(setup.linkedAccounts, (row) => linkedAccountViewOf(row, catalogue));
  const account: Account = accountOf(setup.account);

  const nouns = {
    account,
    catalogue,
    setup,
    company,
    companyOrNull,
    tracker,
    trackerOrNull,
    number: certainly('TrackingNumber', numberOrNull),
    numberOrNull,
    tag: certainly('Tag', tagOrNull),
    tagOrNull,
    /** A filter as a person would say it, with names for ids. */
    inWords: (filter: CallFilter): string => withNames(words(filter), setup),
    agent: certainly('Agent', agentOrNull),
    agentOrNull,
    customField: certainly('CustomField', customFieldOrNull),
    customFieldOrNull,
    scoreCriterion: (id: string): ScoreCriterion => certainly('ScoreCriterion', scoreCriterionOrNull)(id),
    scoreCriterionOrNull: (id: string): ScoreCriterion | null => scoreCriterionOrNull(id),
    linkedAccount: certainly('LinkedAccount', linkedAccountOrNull),
    linkedAccountOrNull,
    automation: (id: string): Automation => certainly('Automation', automationOrNull)(id),
    automationOrNull: (id: string | null): Automation | null => automationOrNull(id),

    /** By name, as people read them. */
    tagsOf: (ids: readonly string[]): readonly Tag[] => {
      if (ids.length === 0) return [];
      const tags = ids.map(tagOrNull).filter((tag) => tag !== null);
      return tags.length < 2 ? tags : tags.sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    /** The outside id of something set up, whatever it is; null when it is not. */
    typedIdOf: (id: string): string | null => {
      const noun = tables.find(([, list]) => setup[list].has(id))?.[0];
      return noun ? typedId(noun, id) : null;
    },

    /** One page of a list of the setup, oldest first. */
    page: <List extends keyof Lists>(
      list: List,
      paging: Paging,
      wanted?: (row: Row<List>) => boolean,
    ): Page<Row<List>> => {
      // Each list holds its own kind of row, which an indexed access cannot say.
      const rows = [...(setup[list] as ReadonlyMap<string, unknown>).values()] as Row<List>[];
      return pageOfMemory(wanted ? rows.filter(wanted) : rows, paging, list);
    },
  };
  const scoreCriterionOrNull = lazily(setup.scoreCriteria, (row): ScoreCriterion => criterionOf(row, nouns));
  const automationOrNull = lazily(setup.automations, (row): Automation => automationOf(row, nouns));
  return nouns;
};

/** An account's setup as GraphQL shows it. */
export type Nouns = ReturnType<typeof build>;

const known = new WeakMap<Setup, Nouns>();

/** Made once for each picture of the setup, and shared by every request that sees it. */
export const nounsOf = (setup: Setup, catalogue: Catalogue): Nouns => {
  const made = known.get(setup);
  if (made) return made;
  const nouns = build(setup, catalogue);
  known.set(setup, nouns);
  return nouns;
};
