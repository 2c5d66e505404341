import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { createLeadSetupEdits } from '../leads/edits.ts';
import type { Reach } from '../reach.ts';
import type { Ringpath } from '../ringpath.ts';
import { type Business, reasons } from './business.ts';
import type { DemoCompany } from './seed.ts';

const criteria = [
  { name: 'Talked for a minute or longer', points: 30, filter: { talkSeconds: { gte: 60 } } },
  { name: 'Clicked on an ad', points: 25, filter: { hasClickId: { eq: true } } },
  { name: 'First call', points: 15, filter: { firstTime: { eq: true } } },
  { name: 'Hung up within seconds', points: -20, filter: { talkSeconds: { lt: 15 } } },
];

/** What leads are managed by: who looks after them, what is written down, what scores. UUIDs of agents by name. */
export const addLeadSetup = async (
  ringpath: Ringpath,
  reach: Reach,
  businesses: readonly Business[],
): Promise<ReadonlyMap<string, string>> => {
  const edits = createLeadSetupEdits(ringpath);
  const agents = new Map<string, string>();
  for (const name of businesses.flatMap(({ team }) => team))
    agents.set(name, await edits.createAgent(reach, { name }));
  await edits.createCustomField(reach, {
    subject: 'CALL',
    key: 'reason',
    name: 'Reason',
    kind: 'CHOICE',
    choices: [...reasons],
  });
  await edits.createCustomField(reach, {
    subject: 'CALLER',
    key: 'regular',
    name: 'Regular customer',
    kind: 'CHECKBOX',
  });
  for (const criterion of criteria) await edits.createScoreCriterion(reach, criterion);
  return agents;
};

/** Latest answered calls that somebody at a desk has written about; more would hold up the start. */
const workedOn = 16;

/** Notes and fields of the latest calls. */
export const workOnLeads = async (
  { db, edits }: Ringpath,
  reach: Reach,
  companies: readonly DemoCompany[],
): Promise<void> => {
  const { accountId } = reach;
  for (const { id: companyId, business } of companies) {
    const mine = [eq(calls.accountId, accountId), eq(calls.companyId, companyId)];
    const latest = await db.inAccount(reach, (tx) =>
      tx
        .select({ id: calls.id, callerId: calls.callerId })
        .from(calls)
        .where(and(...mine, isNotNull(calls.answeredAt)))
        .orderBy(desc(calls.startedAt))
        .limit(workedOn / companies.length),
    );
    for (const [at, { id, callerId }] of latest.entries()) {
      const written = business.notes[at % business.notes.length];
      if (!written) continue;
      await edits.setCallFields(reach, id, { reason: written.reason });
      if (at < business.notes.length) await edits.addNote(reach, id, written.text);
      if (callerId && at % 3 === 0) await edits.setCallerFields(reach, callerId, { regular: true });
    }
  }
};
