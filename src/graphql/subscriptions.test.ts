import { eq } from 'drizzle-orm';
import { parse, subscribe } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calls, changes, companies } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { typedId } from '../ids.ts';
import { keyReach, systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';
import type { Company } from '../setup/setup.ts';

let api: GraphqlForTest;
let company: Company;
beforeAll(async () => {
  api = await openGraphql();
  company = await seedCompany(api.db, api.accountId);
});
afterAll(() => api.close());

const happened = async (
  source: string,
  kind: 'CALL_STARTED' | 'CALL_ENDED' = 'CALL_ENDED',
): Promise<string> => {
  const callId = await storeCall(api.db, company, { source });
  await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
    tx
      .insert(changes)
      .values({ accountId: api.accountId, kind, callId, detail: { text: `A call from ${source}.` } }),
  );
  api.wake.announce(api.accountId);
  return typedId('Call', callId);
};

/** What graphql-js makes of a subscription; it ends when it is returned. */
const listen = async (query: string, variables: object = {}, scopes: ('READ' | 'WRITE')[] = ['READ']) => {
  const viewer = { reach: keyReach(api.accountId, api.keyId), scopes };
  const result = await subscribe({
    schema: api.graphql.schema,
    document: parse(query),
    variableValues: { ...variables },
    contextValue: api.graphql.contextOf(viewer, { remember: false }),
  });
  if ('errors' in result) return { errors: result.errors, next: undefined, stop: async () => undefined };
  const source = result as AsyncGenerator<{ data: Record<string, unknown> }>;
  return {
    errors: undefined,
    next: async () => (await source.next()).value,
    stop: () => source.return(undefined),
  };
};

const ends = (callId: string) => ({
  accountId: api.accountId,
  kind: 'CALL_ENDED' as const,
  callId,
  detail: { text: 'Ended.' },
});

describe('changeCursor', () => {
  const changed = 'subscription ($after: String) { callChanged(after: $after) { call { id } } }';

  it('lies before what an older transaction commits only later', async () => {
    const slow = await storeCall(api.db, company);
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
    const transaction = api.db.inAccount(systemReach(api.accountId, 'test'), async (tx) => {
      await tx.insert(changes).values(ends(slow));
      wrote();
      await mayCommit;
    });
    await written;
    const quick = await happened('google');
    const { data } = await api.ask('{ changeCursor calls(first: 1) { nodes { timeline { cursor } } } }');
    commit();
    await transaction;
    api.wake.announce(api.accountId);

    const live = await listen(changed, { after: data.changeCursor });
    const heard = [await live.next?.(), await live.next?.()].map((each) => each?.data.callChanged);
    expect(heard).toMatchObject([{ call: { id: typedId('Call', slow) } }, { call: { id: quick } }]);
    await live.stop();
  });

  it('is read before anything else, however the operation is run', async () => {
    const viewer = { reach: keyReach(api.accountId, api.keyId), scopes: ['READ'] as const };
    const callId = await storeCall(api.db, company, { source: 'before' });
    const document = parse(
      'query ($id: ID!) { call(id: $id) { source } ...Start } fragment Start on Query { changeCursor }',
    );
    // Interpreted the first time, compiled from the second on.
    for (const source of ['first', 'second', 'third']) {
      const context = api.graphql.contextOf(viewer);
      const happenAndAsk = async (): Promise<string> => {
        await api.db.inAccount(systemReach(api.accountId, 'test'), async (tx) => {
          await tx.update(calls).set({ source }).where(eq(calls.id, callId));
          await tx.insert(changes).values(ends(callId));
        });
        return context.changeCursor();
      };
      let asked: Promise<string> | undefined;
      const { data } = await api.graphql.execute({
        document,
        variables: { id: typedId('Call', callId) },
        context: { ...context, changeCursor: () => (asked ??= happenAndAsk()) },
      });
      // Behind that cursor the change does not come again: what was read has to show it.
      expect(data).toMatchObject({ call: { source }, changeCursor: await asked });
    }
  });

  it('comes with a setup that is no older than itself', async () => {
    const ask = () => api.ask('{ changeCursor companies(first: 1) { nodes { name } } }');
    await ask(); // and remembers the setup for a second
    const { accountId } = api;
    await api.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
      await tx.update(companies).set({ name: 'Renamed elsewhere' }).where(eq(companies.id, company.id));
      await setupChanged(tx, { accountId, companyId: null }, company.id, 'Renamed.');
    });
    expect((await ask()).data.companies.nodes).toEqual([{ name: 'Renamed elsewhere' }]);
    await api.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
      await tx.update(companies).set({ name: company.name }).where(eq(companies.id, company.id));
      await setupChanged(tx, { accountId, companyId: null }, company.id, 'Renamed again.');
    });
    expect((await ask()).data.companies.nodes).toEqual([{ name: company.name }]);
  });

  it('says what is wrong where the feed cannot be asked', async () => {
    const viewer = { reach: keyReach(api.accountId, api.keyId), scopes: ['READ'] as const };
    const result = await api.graphql.execute({
      document: parse('{ changeCursor viewer { account { name } } }'),
      context: {
        ...api.graphql.contextOf(viewer),
        changeCursor: () => Promise.reject(new Error('The database is gone.')),
      },
    });
    expect(result.errors).toMatchObject([{ message: 'The database is gone.', path: ['changeCursor'] }]);
  });
});

describe('callChanged', () => {
  const query = `subscription ($filter: CallFilter, $after: String) {
    callChanged(filter: $filter, after: $after) { cursor kind call { id source company { name } tags { name } } } }`;

  it('sends the calls the filter holds for, and goes on after a cursor', async () => {
    const live = await listen(query, { filter: { source: { eq: 'google' } } });
    const waiting = live.next?.();
    await happened('bing');
    const id = await happened('google');
    const first = (await waiting)?.data.callChanged;
    expect(first).toMatchObject({
      kind: 'CALL_ENDED',
      call: { id, source: 'google', company: { name: 'Harbor Street Dental' } },
    });
    await live.stop();

    const missed = await happened('google', 'CALL_STARTED');
    const resumed = await listen(query, { after: first.cursor });
    expect((await resumed.next?.())?.data.callChanged).toMatchObject({
      kind: 'CALL_STARTED',
      call: { id: missed },
    });
    await resumed.stop();
  });

  it('ends at once although nothing happens', async () => {
    const live = await listen(query);
    const waiting = live.next?.();
    await live.stop();
    expect(await waiting).toBeUndefined();
  });

  it.each([
    ['a bad filter', { filter: { tracker: { eq: 'x' } } }, 'filter.tracker.eq'],
    ['a made-up cursor', { after: 'nope' }, 'after'],
  ])('refuses %s', async (_, variables, field) => {
    const { errors } = await listen(query, variables);
    const [error] = errors ?? [];
    expect(error && api.graphql.formatError(error.toJSON(), error).extensions).toMatchObject({
      code: 'INVALID',
      field,
    });
  });

  it('needs the scope READ', async () => {
    const { errors } = await listen(query, {}, ['WRITE']);
    expect(errors?.[0]?.message).toContain('READ');
  });
});

describe('changes', () => {
  it('sends everything in order', async () => {
    const live = await listen('subscription { changes { kind text subjectId call { id } } }');
    const waiting = live.next?.();
    const { data } = await api.ask('mutation { createTag(input: {name: "live"}) { tag { id } } }');
    api.wake.announce(api.accountId);
    expect((await waiting)?.data.changes).toMatchObject({
      kind: 'SETUP_CHANGED',
      subjectId: data.createTag.tag.id,
    });
    const id = await happened('google');
    expect((await live.next?.())?.data.changes).toMatchObject({
      kind: 'CALL_ENDED',
      call: { id },
      text: 'A call from google.',
    });
    await live.stop();
  });
});
