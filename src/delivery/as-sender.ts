import type { Statement } from '../db.ts';

/**
 * Says whose a transaction is, and that rows are sought one by one along the keys. A plan is kept as long as its
 * connection: one made while there were a dozen deliveries reads the whole table for each, and a first
 * backfill of thousands then takes seconds for every hundred.
 */
export const asSender = (accountId: string): Statement => ({
  text: `select set_config('app.account_id', $1, true), set_config('enable_seqscan', 'off', true),
    set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
  params: [accountId],
});
