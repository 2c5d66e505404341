import { signature } from '../../integrations/twilio/callbacks.ts';
import type { Demo } from '../../src/demo/demo.ts';
import { firefox } from '../support/browsers.ts';

const page = '+493023125130';
const [pool, overflow] = ['+493023125140', '+493023125141'];
const caller = '+493055501234';
const granted = { adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' };

const ask = async ({ graphqlUrl, apiKey }: Demo['facts'], query: string, variables: object = {}) => {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows the shape it asked for
  return ((await response.json()) as { data: any }).data;
};

const makeTracker = (facts: Demo['facts'], input: object) =>
  ask(
    facts,
    'mutation ($input: CreateTrackerInput!) { createTracker(input: $input) { userErrors { message } } }',
    { input: { destination: page, ...input } },
  );

/** A visit of a page with that number; answers what the visitor sees instead. */
const visit = async ({ dni }: Demo['facts'], companyKey: string, referrer: string): Promise<string> => {
  const response = await fetch(dni.sessionsUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox },
    body: JSON.stringify({
      companyKey,
      landingPage: 'https://zahnarzt-am-ufer.example/wochenende',
      referrer,
      consent: granted,
      numbers: [page],
    }),
  });
  const { swaps } = (await response.json()) as { swaps: { to: string }[] };
  return swaps[0]?.to ?? page;
};

const ring = async ({ carrier }: Demo['facts'], to: string): Promise<void> => {
  const fields = {
    AccountSid: carrier.accountSid,
    CallSid: 'CA00000000000000000000000000e2e001',
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: caller,
    To: to,
  };
  await fetch(carrier.voiceUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature(carrier.authToken, carrier.voiceUrl, fields),
    },
    body: new URLSearchParams(fields).toString(),
  });
};

/** Two visitors see the overflow number of a pool of one, and one of them calls. */
export const ringFromOneOfTwo = async (facts: Demo['facts']): Promise<void> => {
  const { companies } = await ask(facts, '{ companies(first: 10) { nodes { id country publicKey } } }');
  const { id: companyId, publicKey } = companies.nodes.find(
    ({ country }: { country: string }) => country === 'DE',
  );
  await makeTracker(facts, {
    companyId,
    kind: 'OFFLINE',
    name: 'Weekend overflow',
    numbers: [overflow],
    source: 'website',
  });
  await makeTracker(facts, {
    companyId,
    kind: 'VISITOR',
    name: 'Weekend page',
    numbers: [pool],
    fallbackNumber: overflow,
  });
  for (const referrer of ['https://www.google.com/', 'https://www.bing.com/', 'https://chatgpt.com/'])
    await visit(facts, publicKey, referrer);
  await ring(facts, overflow);
};

/** The id of that call, once it is known. */
export const ambiguousCall = async (facts: Demo['facts']): Promise<string | undefined> => {
  const query =
    'query ($from: String!) { calls(first: 1, filter: { callerNumber: { eq: $from } }) { nodes { id } } }';
  return (await ask(facts, query, { from: caller })).calls.nodes[0]?.id;
};
