import { eq } from 'drizzle-orm';
import { integrations } from '../../integrations/registry.ts';
import { directory } from '../../schema/index.ts';
import { createAccount } from '../identity/identity.ts';
import { typedId } from '../ids.ts';
import { keyReach, systemReach } from '../reach.ts';
import type { Ringpath } from '../ringpath.ts';
import { createSetupEdits } from '../setup/edits.ts';
import { voicesOf } from '../setup/voices.ts';
import type { Business } from './business.ts';
import { connectVendors } from './connect.ts';
import { dentist } from './dentist.ts';
import { seedHistory } from './history.ts';
import { addLeadSetup, workOnLeads } from './leads.ts';
import { plumber } from './plumber.ts';
import { addJudgingRules, addSendingRules } from './rules.ts';
import type { State, StateFile } from './state.ts';
import type { Vendors } from './vendors.ts';

const businesses = [plumber, dentist];

/** A company of the demo and how the world finds it. */
export interface DemoCompany {
  /** UUID. */
  readonly id: string;
  readonly business: Business;
  readonly companyKey: string;
}

type Account = NonNullable<State['account']>;

/** Frees the numbers of an account whose seeding was interrupted, so that a new one can have them. */
const abandon = async ({ db }: Ringpath, accountId: string): Promise<void> => {
  await db.orm.delete(directory).where(eq(directory.accountId, accountId));
};

const addCompanies = async (ringpath: Ringpath, accountId: string): Promise<void> => {
  const edits = createSetupEdits({ ...ringpath, voices: voicesOf(integrations) });
  for (const { company, trackers } of businesses) {
    const companyId = typedId('Company', await edits.createCompany(systemReach(accountId, 'demo'), company));
    for (const tracker of trackers)
      await edits.createTracker(systemReach(accountId, 'demo'), { ...tracker, companyId });
  }
};

/** The account's companies as they stand now. */
export const companiesOf = async (
  { setup }: Ringpath,
  accountId: string,
): Promise<readonly DemoCompany[]> => {
  const { companies } = await setup.of(systemReach(accountId, 'demo'));
  return businesses.flatMap((business) => {
    const found = [...companies.values()].find(({ name }) => name === business.company.name);
    return found ? [{ id: found.id, business, companyKey: found.publicKey }] : [];
  });
};

/**
 * An agency with two clients, a plumber in New York and a dentist in Berlin. It has used Ringpath for four
 * weeks to see who calls; today it connects its ad account and its CRMs, and from now on calls are sent there.
 */
export const seed = async (ringpath: Ringpath, vendors: Vendors, state: StateFile): Promise<Account> => {
  const begun = state.get().account;
  if (begun?.complete) return begun;
  if (begun) await abandon(ringpath, begun.id);

  const { account, apiKey, key } = await createAccount(ringpath.db, { name: 'Harbor Agency' });
  const reach = keyReach(account.id, apiKey.id);
  const notes: Account = { id: account.id, apiKey: key, complete: false, linkedAccounts: {}, companyKey: '' };
  await state.set({ account: notes });

  await addCompanies(ringpath, account.id);
  const companies = await companiesOf(ringpath, account.id);

  const edits = createSetupEdits({ ...ringpath, voices: voicesOf(integrations) });
  const tags = {
    qualified: await edits.createTag(reach, { name: 'Qualified', color: 'teal' }),
    callBack: await edits.createTag(reach, { name: 'Call back', color: 'orange' }),
  };
  const agents = await addLeadSetup(ringpath, reach, businesses);
  await addJudgingRules(ringpath, reach, tags, companies, agents);
  await seedHistory(ringpath, account.id, companies, vendors.urls.twilio, new Date());
  await workOnLeads(ringpath, reach, companies);

  const linkedAccounts = await connectVendors(ringpath.linkedAccounts, account.id, vendors, state.get());
  await vendors.save();
  await addSendingRules(ringpath, reach, linkedAccounts);

  const companyKey = companies.find(({ business }) => business === plumber)?.companyKey ?? '';
  const complete: Account = { ...notes, complete: true, linkedAccounts, companyKey };
  await state.set({ account: complete });
  return complete;
};
