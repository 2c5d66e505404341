import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { signature } from '../../integrations/twilio/callbacks.ts';
import type { Demo } from '../../src/demo/demo.ts';
import { firefox } from '../support/browsers.ts';

type Facts = Demo['facts'];

const granted = { adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' };

const ask = async <Data>(
  { graphqlUrl, apiKey }: Facts,
  query: string,
  variables: object = {},
): Promise<Data> => {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Data }).data;
};

const makeTracker = (facts: Facts, input: object): Promise<unknown> =>
  ask(
    facts,
    'mutation ($input: CreateTrackerInput!) { createTracker(input: $input) { userErrors { message } } }',
    { input },
  );

/** A visit of a page with that number. */
const visit = async ({ dni }: Facts, companyKey: string, referrer: string, number: string): Promise<void> => {
  await fetch(dni.sessionsUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox },
    body: JSON.stringify({
      companyKey,
      landingPage: 'https://zahnarzt-am-ufer.example/wochenende',
      referrer,
      consent: granted,
      numbers: [number],
    }),
  });
};

const ring = async ({ carrier }: Facts, from: string, to: string): Promise<void> => {
  const fields = {
    AccountSid: carrier.accountSid,
    CallSid: `CA${from.slice(1).padStart(32, '0')}`,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: from,
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

const callOf = async (facts: Facts, from: string): Promise<string | undefined> => {
  const query =
    'query ($from: String!) { calls(first: 1, filter: { callerNumber: { eq: $from } }) { nodes { id } } }';
  const { calls } = await ask<{ calls: { nodes: { id: string }[] } }>(facts, query, { from });
  return calls.nodes[0]?.id;
};

/** Two visitors see the overflow number of a pool of one, and one of them calls. Answers the call's id. */
export const callFromOneOfTwo = async (facts: Facts): Promise<string> => {
  // Numbers of its own each time: what a try before left behind must not count.
  const digits = randomInt(100, 1_000);
  const [page, pool, overflow] = [1, 2, 3].map((last) => `+4930231${digits}${last}`) as [
    string,
    string,
    string,
  ];
  const caller = `+4930555${digits}1`;

  const { companies } = await ask<{
    companies: { nodes: { id: string; country: string; publicKey: string }[] };
  }>(facts, '{ companies(first: 10) { nodes { id country publicKey } } }');
  const company = companies.nodes.find(({ country }) => country === 'DE');
  if (!company) throw new Error('The demo has no German company.');
  const made = { companyId: company.id, destination: page };
  await makeTracker(facts, {
    ...made,
    kind: 'OFFLINE',
    name: `Overflow ${digits}`,
    numbers: [overflow],
    source: 'website',
  });
  await makeTracker(facts, {
    ...made,
    kind: 'VISITOR',
    name: `Weekend ${digits}`,
    numbers: [pool],
    fallbackNumber: overflow,
  });
  for (const referrer of ['https://www.google.com/', 'https://www.bing.com/', 'https://chatgpt.com/'])
    await visit(facts, company.publicKey, referrer, page);
  await ring(facts, caller, overflow);
  let call: string | undefined;
  await expect.poll(async () => (call = await callOf(facts, caller))).toMatch(/^call_/);
  return call ?? '';
};
