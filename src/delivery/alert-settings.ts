import { eq } from 'drizzle-orm';
import type { Integration } from '../../integrations/kit/integration.ts';
import { accounts } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { plainIssue } from '../plain-issues.ts';
import { type SetupCache, setupChanged } from '../setup/cache.ts';
import { alertActionOf } from './alert-action.ts';

interface Wanted {
  /** UUID; null: nobody is told by message. */
  readonly connectionId: string | null;
  /** Whom it tells, by the names of the action's settings: `to`. Subject and text are the alert's own. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Chooses the connection that tells the owner when another one is dead. */
export const createAlertEdit =
  (parts: { readonly db: Db; readonly setup: SetupCache; readonly integrations: readonly Integration[] }) =>
  /** Throws Refusal when the connection is not there, cannot send messages, or the settings do not fit. */
  async (accountId: string, { connectionId, settings }: Wanted): Promise<void> => {
    const { db, setup, integrations } = parts;
    const connection =
      connectionId === null ? null : (await setup.of(accountId)).connections.get(connectionId);
    if (connection === undefined)
      throw new Refusal('NOT_FOUND', 'There is no such connection.', 'input.connectionId');
    const action = alertActionOf(integrations.find(({ id }) => id === connection?.integration));
    if (connection && !action)
      throw new Refusal('INVALID', `${connection.label} cannot send messages.`, 'input.connectionId');
    const filled = { ...settings, subject: 'A connection', text: 'A connection' };
    const fits = action?.settings.safeParse(filled, { error: plainIssue });
    if (fits && !fits.success) {
      const [issue] = fits.error.issues;
      throw new Refusal(
        'INVALID',
        issue?.message ?? 'It does not fit.',
        `input.settings.${String(issue?.path[0] ?? '')}`,
      );
    }
    await db.inAccount(accountId, async (tx) => {
      const alertSettings = connectionId === null ? null : settings;
      await tx
        .update(accounts)
        .set({ alertConnectionId: connectionId, alertSettings })
        .where(eq(accounts.id, accountId));
      const what = connection ? `Alerts go through ${connection.label}.` : 'Alerts are sent to nobody.';
      await setupChanged(tx, accountId, accountId, what);
    });
    setup.forget(accountId);
  };
