import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { and, asc, eq } from 'drizzle-orm';
import { expect, onTestFinished } from 'vitest';
import { deliveries } from '../../schema/index.ts';
import { typedId } from '../../src/ids.ts';
import { systemReach } from '../../src/reach.ts';
import { isAlive, killChild, startChild } from '../support/child.ts';
import { addRule, startHarbor } from '../support/harbor.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import {
  connectDestinations,
  type DestinationId,
  destinationIds,
  googleSettings,
  signIn,
  startDestinations,
} from './destinations.ts';
import { startOwnPostgres } from './own-postgres.ts';
import type { WorkerInput } from './worker.ts';

const secretKey = 'a secret for the fault matrix, long enough';
const tuning = {
  lostAfter: 2,
  again: 0.2,
  firstBackoff: 0.2,
  longestBackoff: 1,
  longestHold: 1,
  longestAttempt: 1.5,
  firstPause: 0.3,
  longestPause: 0.5,
  probe: 2,
  poll: 0.5,
  lookOver: 1,
};

const messages: readonly DestinationId[] = ['email', 'slack', 'sms'];

const databaseWire = async (url: string) => {
  const address = new URL(url);
  const wire = await startTcpProxy(address.hostname, Number(address.port));
  onTestFinished(wire.stop);
  address.port = String(wire.port);
  return { wire, url: address.href.replace(/\/$/, '') };
};

/**
 * The server without a worker, the vendors' stand-ins and a PostgreSQL of its own; the worker is a process
 * that `kill` ends with SIGKILL, and the wires to its database and to every vendor can be cut.
 */
export const startFaultWorld = async () => {
  const postgres = await startOwnPostgres();
  const database = await databaseWire(postgres.url);
  const destinations = await startDestinations();
  const { vendors } = destinations;
  const harbor = await startHarbor(
    {},
    { roles: ['api'], secretKeys: [secretKey], delivery: tuning, ...vendors },
    async () => postgres.url,
  );
  const { stack, accountId } = harbor;
  const actions = await connectDestinations(harbor, destinations);
  const input: WorkerInput = {
    databaseUrl: database.url,
    secretKey,
    publicUrl: stack.publicUrl,
    vendors,
    tuning,
  };

  let workers: readonly ChildProcess[] = [];
  const start = async (): Promise<void> => {
    workers = [...workers, await startChild(join(import.meta.dirname, 'worker.ts'), input)];
  };
  /** Ends all but the newest ones. */
  const endBut = async (kept: number): Promise<void> => {
    const alive = workers.filter(isAlive);
    workers = kept > 0 ? alive.slice(-kept) : [];
    await Promise.all(alive.slice(0, alive.length - workers.length).map(killChild));
  };
  const kill = (): Promise<void> => endBut(0);
  onTestFinished(kill);

  for (const trigger of ['CALL_ENDED', 'CALL_UPDATED'] as const)
    await addRule(
      harbor,
      trigger,
      { leadStatus: { notIn: ['LOST'] } },
      destinationIds.map((id) => actions[id]),
    );

  const rowsOf = async (callId: string) => {
    const rows = await stack.db.inAccount(systemReach(accountId, 'test'), (tx) =>
      tx
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.accountId, accountId), eq(deliveries.callId, callId)))
        .orderBy(asc(deliveries.revision)),
    );
    return rows.map((row) => {
      const to = destinationIds.find((id) => actions[id].linkedAccountId === row.linkedAccountId);
      return { ...row, to };
    });
  };

  return {
    harbor,
    postgres,
    database: database.wire,
    destinations: destinations.all,
    refuseGrants: destinations.refuseGrants,
    start,
    kill,
    /** Of several workers that the case before has left only the newest goes on. */
    tidy: () => endBut(1),
    /** Stops the worker where it is; the answer lets it go on. */
    freeze: (): (() => void) => {
      const frozen = workers;
      for (const worker of frozen) worker.kill('SIGSTOP');
      return () => {
        for (const worker of frozen) worker.kill('SIGCONT');
      };
    },
    /** Sends words that do not change with the call. */
    saysOnce: (id: DestinationId): boolean => messages.includes(id),
    /** By which a record of this call is known there: the key of the delivery, or the id in the words. */
    marksOf: (
      rows: readonly { readonly to: DestinationId | undefined; readonly key: string }[],
      id: DestinationId,
      callId: string,
    ): readonly string[] =>
      messages.includes(id)
        ? [typedId('Call', callId)]
        : [...new Set(rows.filter((row) => row.to === id).map(({ key }) => key))],
    /** The deliveries of a call with where they go, oldest revision first. */
    rowsOf,
    reconnectGoogle: async (): Promise<void> => {
      const { linkedAccountId } = actions['google-ads'];
      await signIn(harbor, { settings: googleSettings, linkedAccountId });
    },
    edit: (callId: string, amount: string, note: string): Promise<void> =>
      stack.edits.updateCall(systemReach(accountId, 'test'), callId, {
        value: { amount, currency: 'USD' },
        note,
      }),
    /** The call no longer qualifies. */
    lose: (callId: string): Promise<void> =>
      stack.edits.updateCall(systemReach(accountId, 'test'), callId, { leadStatus: 'LOST' }),
    /** A delivery of this call to each of these has got so far. */
    until: async (
      callId: string,
      ids: readonly DestinationId[],
      states: readonly string[],
    ): Promise<void> => {
      const missing = async () => {
        const rows = await rowsOf(callId);
        return ids.filter((id) => !rows.some((row) => row.to === id && states.includes(row.state)));
      };
      await expect.poll(() => missing().catch(String), { timeout: 20_000, interval: 20 }).toEqual([]);
    },
  };
};

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>;
