import { type Client, createClient } from 'graphql-ws';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { typedId } from '../../src/ids.ts';
import { systemReach } from '../../src/reach.ts';
import type { Company } from '../../src/setup/setup.ts';
import { firefox } from './browsers.ts';
import { deliver, quick, states } from './deliveries.ts';
import { type GraphqlAnswer, graphqlFor } from './front-door.ts';
import { addRule, type Harbor } from './harbor.ts';
import { seedCompany, seedTracker } from './seed.ts';
import { startHarborWithVendors } from './vendors.ts';

type Ask = (query: string, variables?: object) => Promise<GraphqlAnswer>;

/** What a key may ask over HTTP, and its subscriptions. */
export interface Asker {
  readonly key: string;
  readonly ask: Ask;
  /** Asks; throws what was refused. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
  readonly get: (query: string, variables?: object) => Promise<any>;
  /** Runs one mutation; answers its payload. */
  readonly change: (
    name: string,
    input: object,
    selection?: string,
    // biome-ignore lint/suspicious/noExplicitAny: as above
  ) => Promise<any>;
  readonly socket: () => Client;
}

const askerAt = (url: string, key: string): Asker => {
  const ask: Ask = async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, data: undefined, errors: undefined, ...(await response.json()) };
  };
  return {
    key,
    ask,
    get: async (query, variables) => {
      const { data, errors } = await ask(query, variables);
      if (errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
      return data;
    },
    change: async (name, input, selection = '') => {
      const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!`;
      const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`;
      const { data, errors } = await ask(query, { input });
      if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
      return data[name];
    },
    socket: () => {
      const client = createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${key}` },
        retryAttempts: 0,
      });
      onTestFinished(async () => void (await client.dispose()));
      return client;
    },
  };
};

/** What a company is set up with of its own; the id of its tag. */
const setUp = async (agency: Asker, company: Company): Promise<string> => {
  const companyId = typedId('Company', company.id);
  const own = { companyId, name: `${company.name} only` };
  const { tag } = await agency.change('createTag', own, 'tag { id }');
  const key = `own_${company.country.toLowerCase()}`;
  await agency.change('createCustomField', { ...own, subject: 'CALL', key, kind: 'TEXT' });
  await agency.change('createScoreCriterion', { ...own, filter: {}, points: 5 });
  const qualify = { setLeadStatus: { leadStatus: 'QUALIFIED' } };
  await agency.change('createAutomation', { ...own, trigger: 'TAG_ADDED', filter: {}, actions: [qualify] });
  const later = { trigger: 'AFTER_CALL', triggerSettings: { minutes: 60 }, filter: {} };
  await agency.change('createAutomation', { ...own, ...later, actions: [{ addTag: { tagId: tag.id } }] });
  return tag.id;
};

/** A visitor opens two pages, calls the number shown and talks for a while. */
const visitAndCall = async (
  { stack, carrier }: Harbor,
  { publicKey: companyKey }: Company,
): Promise<void> => {
  const post = async (
    path: string,
    body: object,
  ): Promise<{ sessionId: string; swaps: { to: string }[] }> => {
    const headers = { 'content-type': 'application/json', 'user-agent': firefox };
    const response = await fetch(`${stack.url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const consent = { adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' };
  const landingPage = 'https://site.example/?gclid=Cj0KCQiA-wall&utm_source=google&utm_medium=cpc';
  const opened = await post('/dni/sessions', { companyKey, landingPage, consent, numbers: ['+12125550100'] });
  const { sessionId, swaps } = opened;
  await post(`/dni/sessions/${sessionId}/heartbeat`, {
    companyKey,
    sessionId,
    page: 'https://site.example/prices',
  });
  const script = { ringSeconds: 3, answered: true, talkSeconds: 90 };
  await carrier.placeCall({ from: '+12125550177', to: swaps[0]?.to ?? '', script });
};

/** Further pages of a visit are written up to a second after they are answered: one of each visit here. */
const pagesKept = ({ stack, accountId }: Harbor): Promise<void> =>
  vi.waitFor(
    async () => {
      const query = { text: 'select company_id from page_views', params: [] };
      const seen = await stack.db.read(systemReach(accountId, 'test'), query);
      if (seen.length < 2) throw new Error(`Of two pages that were seen, ${seen.length} are kept.`);
    },
    { timeout: 20_000, interval: 50 },
  );

/** What people and other systems say about the company's call; its id. */
const workOn = async (agency: Asker, company: Company, tagId: string): Promise<string> => {
  const query = 'query ($company: ID!) { calls(filter: { company: { eq: $company } }) { nodes { id } } }';
  const { calls } = await agency.get(query, { company: typedId('Company', company.id) });
  const callId = calls.nodes[0].id;
  await agency.change('addNote', { callId, text: `A note of ${company.name}` });
  await agency.change('setTranscript', { callId, text: `Words of ${company.name}` });
  await agency.change('recordOutcome', { callId, stage: `Stage of ${company.name}`, externalId: company.id });
  await agency.change('tagCalls', { callIds: [callId], tagIds: [tagId] });
  return callId;
};

/**
 * An agency with two clients, each with a call from its website that was sent to a vendor, and everything that hangs
 * from it. `agency` may do everything; `client` only reads, `worker` also writes, both of the first company only.
 */
export const startTwoCompanies = async () => {
  const harbor = await startHarborWithVendors({ delivery: quick });
  const { stack, accountId, company: mine } = harbor;
  const theirs = await seedCompany(stack.db, accountId, { name: 'Ocean Avenue Plumbing', country: 'CA' });
  await seedTracker(stack.db, theirs, {
    name: 'Plumbing website',
    numbers: ['+12125550160', '+12125550161'],
  });
  await addRule(harbor, 'CALL_ENDED', {}, [deliver(harbor, 'webhook')]);
  const { key } = await graphqlFor(stack, accountId);
  const agency = askerAt(stack.url, key);
  await agency.change('createTag', { name: 'Shared by all' });
  const tags = [await setUp(agency, mine), await setUp(agency, theirs)] as const;
  for (const company of [mine, theirs]) await visitAndCall(harbor, company);
  for (;;) {
    const found = await states(harbor, 'webhook');
    if (found.length === 2 && found.every((state) => state === 'CONFIRMED')) break;
    await stack.db.client`select pg_sleep(0.05)`;
  }
  await pagesKept(harbor);
  const [myCall, theirCall] = [await workOn(agency, mine, tags[0]), await workOn(agency, theirs, tags[1])];
  const limited = async (name: string, scopes: readonly string[]): Promise<Asker> => {
    const made = await agency.change(
      'createApiKey',
      { name, scopes, companyIds: [typedId('Company', mine.id)] },
      'key',
    );
    return askerAt(stack.url, made.key);
  };
  return {
    ...harbor,
    mine,
    theirs,
    myCall,
    theirCall,
    myTag: tags[0],
    theirTag: tags[1],
    agency,
    client: await limited('The client', ['READ']),
    worker: await limited('The client works', ['READ', 'WRITE']),
  };
};

export type TwoCompanies = Awaited<ReturnType<typeof startTwoCompanies>>;
