import { Reconnect, Rejected } from '../../integrations/kit/errors.ts';
import type { Integration } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { asAccount, type Db, type Statement } from '../db.ts';
import { newId } from '../ids.ts';
import { plainIssue } from '../plain-issues.ts';
import { systemReach } from '../reach.ts';
import { alertActionOf } from './alert-action.ts';
import type { OpenLinkedAccount } from './attempt.ts';
import { type AlertJob, alertQueue } from './queues.ts';

const mostSeconds = 30;
/** Then nobody is told by message any more; what went wrong is on record. */
const giveUpHours = 6;

/** Who is to be told now, and the call whose delivery found the linked account dead: an action speaks about a call. */
const tellerText = `
select a.alert_settings as settings, m.id, m.integration, d.snapshot,
  exists (select from pgboss.job j where j.name = '${alertQueue}' and j.data ->> 'key' = $4 and j.retry_count > 0) as again
from accounts a
join linked_accounts m on m.account_id = $1 and m.id = a.alert_linked_account_id and m.id <> $2 and m.state = 'ACTIVE'
join deliveries d on d.account_id = $1 and d.id = $3
where a.id = $1`;

interface Teller {
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly id: string;
  readonly integration: string;
  readonly snapshot: CallSnapshot;
  /** An earlier try may have sent it. */
  readonly again: boolean;
}

const noteStatement = (accountId: string, detail: string): Statement => ({
  text: "insert into audit_entries (account_id, id, kind, detail) values ($1, $2, 'ALERT_FAILED', $3)",
  params: [accountId, newId(), detail],
});

/**
 * Sends the message that tells an owner about a dead linked account. Throws when it may be tried again, a lost
 * answer too: hearing twice that something is broken does less harm than not at all. A vendor that can be asked
 * (SMS) is asked first, and sends once; an e-mail goes again under its Message-ID, by which mail programs know a
 * repetition; a Slack message can only come twice.
 */
export const createSendAlert = (options: {
  readonly db: Db;
  readonly open: OpenLinkedAccount;
  readonly findIntegration: (id: string) => Integration | undefined;
  readonly now: () => Date;
}) => {
  const { db, open, findIntegration, now } = options;

  const message = async ({ accountId, key, label, text }: AlertJob, teller: Teller): Promise<void> => {
    const action = alertActionOf(findIntegration(teller.integration));
    if (!action) throw new Rejected(`${teller.integration} cannot send messages.`);
    const subject = `Ringpath: ${label} needs you`;
    const words = `${text}\n\nWhat is to be sent through it waits until then.`;
    const settings = action.settings.safeParse(
      { ...teller.settings, subject, text: words },
      { error: plainIssue },
    );
    if (!settings.success)
      throw new Rejected(`The alert's settings do not fit: ${settings.error.issues[0]?.message}`);
    const signal = AbortSignal.timeout(mostSeconds * 1000);
    const { client } = await open(accountId, teller.id, { exchange: (_, go) => go(), signal });
    const item = { call: teller.snapshot, settings: settings.data, key, revision: 1, vendorId: null };
    const run = async (uncertain: boolean) => (await action.run(client, [{ ...item, uncertain }]))[0];
    const asked = teller.again ? await run(true) : undefined;
    // Those that cannot be asked refuse to send again, which is what they are to do here.
    const unable = asked === undefined || (asked.status === 'failed' && asked.error instanceof Rejected);
    const result = unable ? await run(false) : asked;
    if (result?.status === 'failed') throw result.error;
  };

  const send = async (job: AlertJob): Promise<void> => {
    const { accountId, linkedAccountId, deliveryId, text, at } = job;
    const params = [accountId, linkedAccountId, deliveryId, job.key];
    const [teller] = await db.read<Teller>(systemReach(accountId, 'delivery'), { text: tellerText, params });
    if (!teller) return;
    try {
      await message(job, teller);
    } catch (error) {
      const final = error instanceof Rejected || error instanceof Reconnect;
      if (!final && now().getTime() - Date.parse(at) < giveUpHours * 3_600_000) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const detail = `${text} The alert could not be sent: ${reason}`;
      const last = [asAccount(systemReach(accountId, 'delivery')), noteStatement(accountId, detail)];
      await db.pipeline(async () => ({ result: undefined, last }));
    }
  };

  return async (jobs: readonly AlertJob[]): Promise<void> => {
    for (const job of jobs) await send(job);
  };
};
