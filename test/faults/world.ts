import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { and, asc, eq } from 'drizzle-orm';
import { expect, onTestFinished } from 'vitest';
import { deliveries } from '../../schema/index.ts';
import { agree, answerOf } from '../support/connections.ts';
import { deliver } from '../support/deliveries.ts';
import { addRule } from '../support/harbor.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { startHarborWithVendors, type VendorId } from '../support/vendors.ts';
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

const proxied = async (url: string) => {
  const address = new URL(url);
  const wire = await startTcpProxy(address.hostname, Number(address.port));
  onTestFinished(wire.stop);
  address.port = String(wire.port);
  return { wire, url: address.href.replace(/\/$/, '') };
};

/**
 * The server without a worker, the vendors' stand-ins and a PostgreSQL of its own; the worker is a process
 * that `kill` ends with SIGKILL, and the wires to its database and to Google can be cut.
 */
export const startFaultWorld = async () => {
  const postgres = await startOwnPostgres();
  const database = await proxied(postgres.url);
  let google: Awaited<ReturnType<typeof proxied>> | undefined;
  const harbor = await startHarborWithVendors(
    { roles: ['api'], secretKeys: [secretKey], delivery: tuning },
    {
      database: async () => postgres.url,
      google: async (url) => {
        google = await proxied(url);
        return google.url;
      },
    },
  );
  const { stack, accountId, vendors } = harbor;
  const input: WorkerInput = {
    databaseUrl: database.url,
    secretKey,
    publicUrl: stack.publicUrl,
    vendors,
    tuning,
  };

  let workers: readonly ChildProcess[] = [];
  const start = async (): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(input)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', process.env['TEST_LOG'] ? 'inherit' : 'ignore', 'ipc'],
    });
    workers = [...workers, child];
    const ended = once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`The worker ended: ${code}.`)),
    );
    ended.catch(() => undefined);
    await Promise.race([once(child, 'message'), ended]);
  };
  const kill = async (): Promise<void> => {
    const alive = workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    workers = [];
    await Promise.all(
      alive.map(async (worker) => {
        const gone = once(worker, 'exit');
        worker.kill('SIGKILL');
        await gone;
      }),
    );
  };
  onTestFinished(kill);

  for (const trigger of ['CALL_ENDED', 'CALL_UPDATED'] as const)
    await addRule(
      harbor,
      trigger,
      { leadStatus: { notIn: ['LOST'] } },
      (['google-ads', 'hubspot', 'salesforce', 'webhook'] as const).map((vendor) => deliver(harbor, vendor)),
    );

  const rowsOf = (callId: string) =>
    stack.db.inAccount(accountId, (tx) =>
      tx
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.accountId, accountId), eq(deliveries.callId, callId)))
        .orderBy(asc(deliveries.revision)),
    );

  return {
    harbor,
    postgres,
    database: database.wire,
    google: google?.wire,
    start,
    kill,
    /** Stops the worker where it is; the answer lets it go on. */
    freeze: (): (() => void) => {
      const frozen = workers;
      for (const worker of frozen) worker.kill('SIGSTOP');
      return () => {
        for (const worker of frozen) worker.kill('SIGCONT');
      };
    },
    rowsOf,
    reconnectGoogle: async (): Promise<void> => {
      const wanted = {
        integration: 'google-ads',
        settings: { customerId: '123-456-7890' },
        connectionId: harbor.connections['google-ads'],
      };
      const { authorizeUrl } = await stack.connections.connect(accountId, wanted);
      await stack.connections.finishOAuth(answerOf(await agree(authorizeUrl)));
    },
    edit: (callId: string, amount: string, note: string): Promise<void> =>
      stack.edits.updateCall({ accountId, keyId: null }, callId, {
        value: { amount, currency: 'USD' },
        note,
      }),
    /** The call no longer qualifies. */
    lose: (callId: string): Promise<void> =>
      stack.edits.updateCall({ accountId, keyId: null }, callId, { leadStatus: 'LOST' }),
    /** A delivery of this call by this vendor that has got so far. */
    until: (callId: string, vendor: VendorId, state: string) =>
      expect
        .poll(
          async () =>
            (await rowsOf(callId)).filter((row) => row.integration === vendor).map((row) => row.state),
          { timeout: 20_000, interval: 30 },
        )
        .toContain(state),
  };
};

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>;
