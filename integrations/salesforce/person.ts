import { z } from 'zod';
import { countryOf, e164, nationalDigits, nationalFormat } from '../kit/phone.ts';
import type { CallSnapshot } from '../kit/vocabulary.ts';
import type { SalesforceClient } from './client.ts';
import { makeLead } from './lead.ts';

/** Salesforce drops the logical operators of a search text over 4,000 characters; 50 callers need under 2,600. */
const callersPerSearch = 50;
/** Leads are made one by one, because only the single request names the duplicate. This many at a time. */
const leadsAtOnce = 5;

const phoneFields = ['Phone', 'MobilePhone', 'HomePhone', 'OtherPhone'] as const;
const leadPhoneFields = ['Phone', 'MobilePhone'] as const;

const record = z.looseObject({ Id: z.string(), attributes: z.object({ type: z.string() }) });
type Candidate = z.infer<typeof record>;

interface Caller {
  readonly number: string;
  readonly call: CallSnapshot;
  /** Country in which numbers without a country code are read: that of the business. */
  readonly home: string | undefined;
}

const callersOf = (calls: readonly CallSnapshot[]): readonly Caller[] => {
  const callers = new Map<string, Caller>();
  for (const call of calls) {
    const { number } = call.caller;
    if (!number || callers.has(number)) continue;
    const home = countryOf(call.trackingNumber) ?? countryOf(call.destination ?? '') ?? countryOf(number);
    callers.set(number, { number, call, home: home ?? undefined });
  }
  return [...callers.values()];
};

/** The spellings to look for, digits only, so that nothing in them could need escaping in SOSL. */
const searchTerms = ({ number, home }: Caller): readonly string[] => {
  const national = nationalDigits(number);
  const local = e164(national, home) === number;
  return [...new Set([number, ...(local ? [national, nationalFormat(number)] : [])])].map((term) =>
    term.replace(/\D/g, ''),
  );
};

const hasNumber = (candidate: Candidate, { number, home }: Caller): boolean =>
  phoneFields.some((field) => {
    const stored = candidate[field];
    return typeof stored === 'string' && e164(stored, home) === number;
  });

/** Contacts before leads; among equals the oldest, so that every call of a person lands in one place. */
const byPreference = (a: Candidate, b: Candidate): number =>
  a.attributes.type.localeCompare(b.attributes.type) || (a.Id < b.Id ? -1 : 1);

const search = async (
  client: SalesforceClient,
  callers: readonly Caller[],
): Promise<readonly Candidate[]> => {
  const sosl = `FIND {${callers.flatMap(searchTerms).join(' OR ')}} IN PHONE FIELDS RETURNING Contact(Id, ${phoneFields.join(', ')}), Lead(Id, ${leadPhoneFields.join(', ')} WHERE IsConverted = false)`;
  const { searchRecords } = await client.call((connection) => connection.search(sosl));
  return z.array(record).parse(searchRecords).sort(byPreference);
};

/**
 * Leads this integration made itself. The search index runs minutes behind, this does not: it keeps a
 * repeated try and a second call of the same stranger from making a second lead.
 */
const ownLeads = async (
  client: SalesforceClient,
  callers: readonly Caller[],
): Promise<readonly Candidate[]> => {
  const numbers = callers.map(({ number }) => `'${number}'`).join(', ');
  const soql = `SELECT Id, Phone FROM Lead WHERE IsConverted = false AND Phone IN (${numbers})`;
  const { records } = await client.call((connection) => connection.query(soql));
  return z.array(record).parse(records).sort(byPreference);
};

const inGroups = async <Item>(
  items: readonly Item[],
  size: number,
  work: (group: readonly Item[]) => Promise<void>,
): Promise<void> => {
  for (let start = 0; start < items.length; start += size) await work(items.slice(start, start + size));
};

/** By caller's number: the id of the contact or lead, null when there is none, or why it could not be made. */
export type People = ReadonlyMap<string, string | null | Error>;

/** Finds the people who called and, when the settings allow, makes leads of those nobody knows. */
export const findPeople = async (
  client: SalesforceClient,
  calls: readonly CallSnapshot[],
): Promise<People> => {
  const people = new Map<string, string | null | Error>();
  const lookIn =
    (find: typeof search) =>
    async (callers: readonly Caller[]): Promise<void> => {
      const candidates = await find(client, callers);
      for (const caller of callers) {
        const match = candidates.find((candidate) => hasNumber(candidate, caller));
        if (match) people.set(caller.number, match.Id);
      }
    };
  const callers = callersOf(calls);
  const unknown = (): readonly Caller[] => callers.filter(({ number }) => !people.has(number));

  await inGroups(callers, callersPerSearch, lookIn(search));
  if (client.settings.createLeads) {
    await inGroups(unknown(), callersPerSearch, lookIn(ownLeads));
    await inGroups(unknown(), leadsAtOnce, async (group) => {
      const made = await Promise.all(
        group.map(({ number, call }) =>
          makeLead(client, call, number).catch((error: unknown) =>
            error instanceof Error ? error : new Error(String(error)),
          ),
        ),
      );
      group.forEach(({ number }, index) => {
        people.set(number, made[index] ?? null);
      });
    });
  }
  for (const { number } of unknown()) people.set(number, null);
  return people;
};
