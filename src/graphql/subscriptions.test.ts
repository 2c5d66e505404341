import { parse, subscribe } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changes } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, openGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { typedId } from '../ids.ts';
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
  await api.db.inAccount(api.accountId, (tx) =>
    tx
      .insert(changes)
      .values({ accountId: api.accountId, kind, callId, detail: { text: `A call from ${source}.` } }),
  );
  api.wake.announce(api.accountId);
  return typedId('Call', callId);
};

/** What graphql-js makes of a subscription; it ends when it is returned. */
const listen = async (query: string, variables: object = {}, scopes: ('READ' | 'WRITE')[] = ['READ']) => {
  const viewer = { accountId: api.accountId, keyId: api.keyId, scopes };
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
