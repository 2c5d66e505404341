import { alongKeys, asAccount, type Statement } from '../db.ts';
import { systemReach } from '../reach.ts';

/**
 * Says whose a transaction is, and that rows are sought one by one along the keys. A plan is kept as long as its
 * connection: one made while there were a dozen deliveries reads the whole table for each, and a first
 * backfill of thousands then takes seconds for every hundred.
 */
export const asSender = (accountId: string): Statement =>
  asAccount(systemReach(accountId, 'delivery'), alongKeys);
