import type { Reach } from '../reach.ts';
import type { LinkedAccount, Setup } from './setup.ts';

type Rows<Row> = ReadonlyMap<string, Row>;
interface Scoped {
  readonly companyId: string | null;
}

const only = <Row>(rows: Rows<Row>, wanted: (row: Row) => boolean): Rows<Row> =>
  new Map([...rows].filter(([, row]) => wanted(row)));

/** Which vendor it is at, what it is called and whether it works: as much as a delivery's place in the list says. */
const named = (row: LinkedAccount): LinkedAccount => ({
  ...row,
  externalId: null,
  settings: {},
  reason: null,
  failures: 0,
  pausedUntil: null,
  toldAt: null,
});

const build = (setup: Setup, seen: readonly string[]): Setup => {
  const companies = new Set(seen);
  const own = ({ companyId }: Scoped): boolean => companyId !== null && companies.has(companyId);
  const shared = (row: Scoped): boolean => row.companyId === null || own(row);
  return {
    ...setup,
    seen,
    account: { ...setup.account, alertLinkedAccountId: null, alertSettings: null },
    companies: only(setup.companies, ({ id }) => companies.has(id)),
    trackers: only(setup.trackers, own),
    numbers: only(setup.numbers, own),
    numbersByE164: only(setup.numbersByE164, own),
    tags: only(setup.tags, shared),
    automations: only(setup.automations, shared),
    linkedAccounts: new Map([...setup.linkedAccounts].map(([id, row]) => [id, named(row)])),
    customFields: only(setup.customFields, shared),
    scoreCriteria: only(setup.scoreCriteria, shared),
  };
};

const views = new WeakMap<Setup, Map<string, Setup>>();

/**
 * What a reach sees of the setup, as the company wall shows the tables: what is of its companies or of every one,
 * agents, and the names of linked accounts. Made once for each version of the setup.
 */
export const viewOf = (setup: Setup, { companies }: Reach): Setup => {
  if (companies === 'ALL') return setup;
  const made = views.get(setup) ?? new Map<string, Setup>();
  views.set(setup, made);
  const key = companies.join();
  const view = made.get(key) ?? build(setup, companies);
  made.set(key, view);
  return view;
};
