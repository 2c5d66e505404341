import { signature } from '../../integrations/twilio/callbacks.ts';
import { systemReach } from '../../src/reach.ts';
import { accountSid, authToken, type Harbor } from './harbor.ts';
import type { Stack } from './stack.ts';

export interface GraphqlAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
  readonly data: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly errors: any[] | undefined;
}

/** A key of the account that may do everything, and the requests it opens. */
export const graphqlFor = async (stack: Stack, accountId: string) => {
  const { key } = await stack.identity.createKey(systemReach(accountId, 'test'), {
    name: 'Front door',
    scopes: ['READ', 'WRITE', 'ADMIN'],
  });
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${stack.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      body,
    });
  return {
    key,
    post,
    ask: async (query: string, variables: object = {}): Promise<GraphqlAnswer> => {
      const response = await post(JSON.stringify({ query, variables }));
      return { status: response.status, data: undefined, errors: undefined, ...(await response.json()) };
    },
  };
};

export type Fields = Readonly<Record<string, string>>;

/** Fields of a voice callback about one call; tests change what they are about. */
export const voiceFields = (change: Fields = {}): Fields => ({
  AccountSid: accountSid,
  CallSid: 'CA00000000000000000000000000000001',
  CallStatus: 'ringing',
  Direction: 'inbound',
  From: '+12125550177',
  To: '+12125550142',
  ...change,
});

/** One callback as the carrier would sign and send it. */
export const sendSigned = (
  { stack }: Pick<Harbor, 'stack'>,
  callback: string,
  fields: Fields,
): Promise<Response> => {
  const path = `/carriers/twilio/${callback}`;
  return fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature(authToken, `${stack.publicUrl}${path}`, fields),
    },
    body: new URLSearchParams(fields).toString(),
  });
};
