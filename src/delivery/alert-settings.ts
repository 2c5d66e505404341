import { eq } from 'drizzle-orm';
import type { Integration } from '../../integrations/kit/integration.ts';
import { accounts } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import { plainIssue } from '../plain-issues.ts';
import type { Reach } from '../reach.ts';
import { type SetupCache, setupChanged } from '../setup/cache.ts';
import { alertActionOf } from './alert-action.ts';

interface Wanted {
  /** UUID; null: nobody is told by message. */
  readonly linkedAccountId: string | null;
  /** Whom it tells, by the names of the action's settings: `to`. Subject and text are the alert's own. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Chooses the linked account that tells the owner when another one is dead. */
export const createAlertEdit =
  (parts: { readonly db: Db; readonly setup: SetupCache; readonly integrations: readonly Integration[] }) =>
  /** Throws Refusal when the linked account is not there, cannot send messages, or the settings do not fit. */
  async (reach: Reach, { linkedAccountId, settings }: Wanted): Promise<void> => {
    const { db, setup, integrations } = parts;
    const linkedAccount =
      linkedAccountId === null ? null : (await setup.of(reach)).linkedAccounts.get(linkedAccountId);
    if (linkedAccount === undefined)
      throw new Refusal('NOT_FOUND', 'There is no such linked account.', 'input.linkedAccountId');
    const action = alertActionOf(integrations.find(({ id }) => id === linkedAccount?.integration));
    if (linkedAccount && !action)
      throw new Refusal('INVALID', `${linkedAccount.label} cannot send messages.`, 'input.linkedAccountId');
    const filled = { ...settings, subject: 'A linked account', text: 'A linked account' };
    const fits = action?.settings.safeParse(filled, { error: plainIssue });
    if (fits && !fits.success) {
      const [issue] = fits.error.issues;
      throw new Refusal(
        'INVALID',
        issue?.message ?? 'It does not fit.',
        `input.settings.${String(issue?.path[0] ?? '')}`,
      );
    }
    await db.inAccount(reach, async (tx) => {
      const alertSettings = linkedAccountId === null ? null : settings;
      await tx
        .update(accounts)
        .set({ alertLinkedAccountId: linkedAccountId, alertSettings })
        .where(eq(accounts.id, reach.accountId));
      const what = linkedAccount ? `Alerts go through ${linkedAccount.label}.` : 'Alerts are sent to nobody.';
      await setupChanged(tx, { accountId: reach.accountId, companyId: null }, reach.accountId, what);
    });
    setup.forget(reach.accountId);
  };
