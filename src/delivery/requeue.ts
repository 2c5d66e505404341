import { and, eq, inArray } from 'drizzle-orm';
import { changes, deliveries } from '../../schema/index.ts';
import type { Db } from '../db.ts';
import { Refusal } from '../errors.ts';
import type { Enqueue } from './enqueue.ts';
import type { DeliveryState } from './states.ts';

/** States a person may send again from. */
const again: readonly DeliveryState[] = ['RETRYING', 'NEEDS_RECONNECT', 'REJECTED', 'UNKNOWN'];

/** Puts deliveries back in the queue: one by hand, or all that waited for a connection. */
export const createRequeue = (
  db: Db,
  enqueue: Enqueue,
  announce: (accountIds: readonly string[], deliveries: boolean) => void,
) => {
  const queue = async (accountId: string, ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    const statements = await enqueue.deliver(ids.map((deliveryId) => ({ accountId, deliveryId })));
    await db.pipeline(async () => ({ result: undefined, last: statements }));
    announce([accountId], true);
  };

  return {
    /** Throws Refusal when it is not there, or is on its way or settled for good. */
    retry: async (accountId: string, deliveryId: string): Promise<void> => {
      const own = and(eq(deliveries.accountId, accountId), eq(deliveries.id, deliveryId));
      await db.inAccount(accountId, async (tx) => {
        const [row] = await tx
          .select({ state: deliveries.state, callId: deliveries.callId })
          .from(deliveries)
          .where(own)
          .for('update');
        if (!row) throw new Refusal('NOT_FOUND', 'There is no such delivery.', 'input.id');
        if (!again.includes(row.state)) {
          throw new Refusal('CONFLICT', `A delivery that is ${row.state} cannot be sent again.`, 'input.id');
        }
        const state = row.state === 'REJECTED' ? 'RETRYING' : row.state;
        await tx
          .update(deliveries)
          .set({ state, dueAt: new Date(), changedAt: new Date(), reason: 'Sent again by hand.' })
          .where(own);
        await tx.insert(changes).values({
          accountId,
          kind: 'DELIVERY_CHANGED',
          callId: row.callId,
          subjectId: deliveryId,
          detail: { text: 'Sent again by hand.', state },
        });
      });
      await queue(accountId, [deliveryId]);
    },

    /** What waited for this connection, after it was authorised again. */
    resume: async (accountId: string, connectionId: string): Promise<void> => {
      const rows = await db.inAccount(accountId, (tx) =>
        tx
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(
            and(
              eq(deliveries.accountId, accountId),
              eq(deliveries.connectionId, connectionId),
              inArray(deliveries.state, ['NEEDS_RECONNECT']),
            ),
          ),
      );
      await queue(
        accountId,
        rows.map((row) => row.id),
      );
    },
  };
};
