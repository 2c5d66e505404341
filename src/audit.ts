import type { Logger } from 'pino';
import { auditEntries } from '../schema/index.ts';
import type { Db } from './db.ts';
import { newId } from './ids.ts';
import { systemReach } from './reach.ts';

/** Where entries go that concern no known account: the installation itself. */
export const installation = '00000000-0000-0000-0000-000000000000';

/** Entries a minute; a flood of forged requests must not become a flood of rows. */
const mostPerMinute = 120;

/** Writes audit entries in the background: a refused request is not kept waiting for its own entry. */
export const createAudit = (db: Db, logger: Logger) => {
  let minute = 0;
  let written = 0;

  return (accountId: string | null, kind: string, detail: string): void => {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, written] = [now, 0];
    written += 1;
    logger.warn({ accountId, kind }, detail);
    if (written > mostPerMinute) return;
    const own = accountId ?? installation;
    db.inAccount(systemReach(own, 'audit'), (tx) =>
      tx.insert(auditEntries).values({ accountId: own, id: newId(), kind, detail }),
    ).catch((error: unknown) => logger.error({ err: error }, 'an audit entry could not be written'));
  };
};
