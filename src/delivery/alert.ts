import type { Action } from '../../integrations/kit/integration.ts';
import type { CallSnapshot } from '../../integrations/kit/vocabulary.ts';
import { asAccount, type Db, type Statement } from '../db.ts';
import { newId, typedId } from '../ids.ts';
import type { OpenConnection } from './attempt.ts';
import type { Delivery } from './slots.ts';
import type { DeliveryTuning } from './tuning.ts';

/** The action that can tell a person something, whatever the integration. */
export const messageAction = 'send-message';
const mostSeconds = 30;

/** Claims the telling: of many workers that see a connection die, one gets a row back, and once. */
const tellText = `
with told as (
  update connections c set told_at = now()
  where c.account_id = $1 and c.id = $2 and c.told_at is null and (c.state = 'NEEDS_RECONNECT' or c.failures >= $3)
  returning c.id, c.label, c.state, c.reason,
    c.label || case when c.state = 'NEEDS_RECONNECT' then ' must be connected again' else ' does not answer any more' end
      || coalesce(': ' || c.reason, '.') as text
), noted as (
  insert into audit_entries (account_id, id, kind, detail)
  select $1::uuid, $4::uuid, 'CONNECTION_DEAD', t.text from told t
), announced as (
  insert into changes (account_id, kind, subject_id, detail)
  select $1::uuid, 'CONNECTION_CHANGED', t.id, jsonb_build_object('text', t.text, 'health', 'DEAD') from told t
)
select t.label, t.text, a.alert_settings as settings, m.id as alert_id, m.integration as alert_integration
from told t join accounts a on a.id = $1
left join connections m on m.account_id = $1 and m.id = a.alert_connection_id and m.id <> t.id and m.state = 'ACTIVE'`;

const noteStatement = (accountId: string, detail: string): Statement => ({
  text: "insert into audit_entries (account_id, id, kind, detail) values ($1, $2, 'ALERT_FAILED', $3)",
  params: [accountId, newId(), detail],
});

/**
 * Tells the owner once that a connection is dead: in the feed, in the audit entries, and by a message when
 * the account has named a connection for it. Again only after it was healthy in between.
 */
export const createAlert = ({
  db,
  open,
  findAction,
  tuning,
}: {
  readonly db: Db;
  readonly open: OpenConnection;
  readonly findAction: (integration: string, action: string) => Action | undefined;
  readonly tuning: DeliveryTuning;
}) => {
  const message = async (
    accountId: string,
    row: Readonly<Record<string, unknown>>,
    delivery: Pick<Delivery, 'snapshot'>,
  ): Promise<string | null> => {
    const action = findAction(row['alert_integration'] as string, messageAction);
    if (!action) return `${row['alert_integration']} cannot send messages.`;
    const subject = `Ringpath: ${row['label']} needs you`;
    const text = `${row['text']}\n\nWhat is to be sent through it waits until then.`;
    const given = { ...(row['settings'] as object | null), subject, text };
    const settings = action.settings.safeParse(given);
    if (!settings.success) return `The alert's settings do not fit: ${settings.error.issues[0]?.message}`;
    const signal = AbortSignal.timeout(mostSeconds * 1000);
    const { client } = await open(accountId, row['alert_id'] as string, {
      exchange: (_, go) => go(),
      signal,
    });
    const key = `rp_${typedId('Delivery', newId()).slice(4)}`;
    // An action speaks about a call; this is the one whose delivery found the connection dead.
    const item = { call: delivery.snapshot as CallSnapshot, settings: settings.data, key, revision: 1 };
    const [result] = await action.run(client, [{ ...item, vendorId: null, uncertain: false }]);
    return result?.status === 'failed' ? result.error.message : null;
  };

  return async (
    accountId: string,
    connectionId: string,
    delivery: Pick<Delivery, 'snapshot'>,
  ): Promise<void> => {
    const [row] = await db.pipeline(async (send) => {
      send(asAccount(accountId));
      const params = [accountId, connectionId, tuning.failuresToTell, newId()];
      return { result: await send({ text: tellText, params }), last: [] };
    });
    if (!row || row['alert_id'] === null) return;
    const failure = await message(accountId, row, delivery).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (failure === null) return;
    const detail = `${row['text']} The alert could not be sent: ${failure}`;
    const last = [asAccount(accountId), noteStatement(accountId, detail)];
    await db.pipeline(async () => ({ result: undefined, last }));
  };
};

export type Alert = ReturnType<typeof createAlert>;
