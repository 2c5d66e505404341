import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { type Client, createClient } from 'graphql-ws';
import { Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { calls } from '../../schema/index.ts';
import { storeCall } from '../../test/support/calls.ts';
import { type GraphqlForTest, startGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { typedId } from '../ids.ts';
import { createLive } from '../live/hub.ts';
import { systemReach } from '../reach.ts';
import { createLiveSockets } from './live.ts';
import { createLiveMetrics } from './live-metrics.ts';

/** The product's own schema behind the endpoint. */
const mount = async (api: GraphqlForTest) => {
  const onError = (error: unknown) => {
    throw error;
  };
  const live = createLive({ db: api.db, wake: api.wake, onError });
  const registry = new Registry();
  const sockets = createLiveSockets({
    schema: api.graphql.schema,
    live,
    authenticate: api.services.identity.authenticate,
    contextFor: api.graphql.contextFor,
    formatError: (error) => api.graphql.formatError(error.toJSON(), error),
    rules: api.graphql.validationRules,
    onError,
    metrics: createLiveMetrics(registry),
    // Long enough for a client on a busy machine to answer a ping.
    limits: { keepAliveMs: 500 },
  });
  sockets.attach(api.app.server);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(live.stop);
  onTestFinished(sockets.stop);
  const url = `ws://127.0.0.1:${(api.app.server.address() as AddressInfo).port}/graphql`;
  const client = (key = api.key): Client =>
    createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${key}` },
      retryAttempts: 0,
    });
  /** Waits until the metric reads so; what is written afterwards comes to those subscriptions. */
  const subscribed = async (count: number) => {
    const gauge = registry.getSingleMetric('ringpath_live_subscriptions');
    const value = async () => (await gauge?.get())?.values[0]?.value;
    while ((await value()) !== count) await api.db.client`select 1`;
    await live.position(api.accountId);
  };
  return { client, subscribed };
};

describe('the product over WebSocket', () => {
  it('shows a call each time it changes, as it stands then, to those whose filter it meets', async () => {
    const api = await startGraphql();
    const company = await seedCompany(api.db, api.accountId);
    const call = typedId('Call', await storeCall(api.db, company));
    const { client, subscribed } = await mount(api);
    const shown = 'cursor kind call { id leadStatus note tags { name } }';
    const listen = (filter: object) =>
      client().iterate<{ callChanged: { cursor: string; call: object } }>({
        query: `subscription ($filter: CallFilter) { callChanged(filter: $filter) { ${shown} } }`,
        variables: { filter },
      });
    const answered = listen({ answered: { eq: true } });
    const qualified = listen({ leadStatus: { eq: 'QUALIFIED' } });
    const [first, only] = [answered.next(), qualified.next()];
    await subscribed(2);

    const update =
      'mutation ($input: UpdateCallInput!) { updateCall(input: $input) { userErrors { message } } }';
    expect(await api.ask(update, { input: { id: call, note: 'Asked for a quote.' } })).toMatchObject({
      data: { updateCall: { userErrors: [] } },
    });
    expect((await first).value).toMatchObject({
      data: { callChanged: { kind: 'CALL_UPDATED', call: { id: call, note: 'Asked for a quote.' } } },
    });
    const second = answered.next();
    await api.ask(update, { input: { id: call, leadStatus: 'QUALIFIED' } });
    expect((await second).value?.data?.callChanged.call).toMatchObject({ leadStatus: 'QUALIFIED' });
    expect((await only).value?.data?.callChanged.call).toMatchObject({ leadStatus: 'QUALIFIED' });
  });

  it('says what is wrong with a subscription as HTTP would, and hides what went wrong inside', async () => {
    const api = await startGraphql();
    const { client } = await mount(api);
    const one = async (query: string) => (await client().iterate({ query }).next()).value;
    expect(await one('subscription { changes(after: "made-up") { cursor } }')).toMatchObject({
      errors: [{ path: ['changes'], extensions: { code: 'INVALID', field: 'after' } }],
    });
    expect(await one('subscription { live: changes(after: "dzzzzzzzzzzzz12") { cursor } }')).toMatchObject({
      errors: [{ path: ['live'] }],
    });
    let deep: object = { answered: { eq: true } };
    for (let level = 0; level < 30; level += 1) deep = { not: deep };
    const query = 'subscription ($filter: CallFilter) { callChanged(filter: $filter) { cursor } }';
    expect(
      (
        await client()
          .iterate({ query, variables: { filter: deep } })
          .next()
      ).value,
    ).toMatchObject({
      errors: [{ path: ['callChanged'], extensions: { code: 'TOO_LARGE' } }],
    });
    for (let level = 0; level < 50; level += 1) deep = { not: deep };
    await expect(
      client()
        .iterate({ query, variables: { filter: deep } })
        .next(),
    ).rejects.toMatchObject([
      { message: expect.stringContaining('nested'), extensions: { code: 'TOO_LARGE' } },
    ]);
    expect(await one('{ viewer { account { name } } }')).toEqual({
      data: { viewer: { account: { name: 'Harbor Street Group' } } },
    });
    const key = await api.services.identity.createKey(systemReach(api.accountId, 'test'), {
      name: 'manages',
      scopes: ['ADMIN'],
    });
    const refused = await client(key.key).iterate({ query: 'subscription { changes { cursor } }' }).next();
    expect(refused.value).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it('reads where the feed stands before anything else of a query', async () => {
    const api = await startGraphql();
    const company = await seedCompany(api.db, api.accountId);
    const id = await storeCall(api.db, company, { source: 'before' });
    const { client } = await mount(api);
    const { position } = api.services.live;
    // The call changes after the request has come and before it is known where the feed stands.
    Object.assign(api.services.live, {
      position: async (accountId: string) => {
        await api.db.inAccount(systemReach(accountId, 'test'), (tx) =>
          tx.update(calls).set({ source: 'after' }).where(eq(calls.id, id)),
        );
        return position(accountId);
      },
    });
    const asked = client().iterate({
      query: `{ call(id: "${typedId('Call', id)}") { source } changeCursor }`,
    });
    expect((await asked.next()).value).toMatchObject({
      data: { call: { source: 'after' }, changeCursor: expect.any(String) },
    });
  });

  it('closes the sockets of a revoked key', async () => {
    const api = await startGraphql();
    const { client, subscribed } = await mount(api);
    const made = await api.services.identity.createKey(systemReach(api.accountId, 'test'), {
      name: 'x',
      scopes: ['READ'],
    });
    const changes = client(made.key).iterate({ query: 'subscription { changes { cursor } }' });
    const next = changes.next();
    await subscribed(1);
    await api.services.identity.revokeKey(systemReach(api.accountId, 'test'), made.apiKey.id);
    await expect(next).rejects.toMatchObject({ code: 4403 });
  });
});
