import type { VendorStandIn } from '../kit/sandbox.ts';
import { type Messaging, twilioMessages } from './messages-api.ts';

/** Twilio's REST API of one account as far as it is used here: who it is, and its text messages. */
export const twilioAccountApi = (account: {
  readonly accountSid: string;
  readonly authToken: string;
  readonly friendlyName: string;
  readonly status?: 'active' | 'suspended' | 'closed';
  /** Takes the place of `authToken` once that was revoked, as Twilio's secondary token does. */
  readonly nextAuthToken?: string;
  /** Without it no number of the account can send. */
  readonly messaging?: Messaging;
}): VendorStandIn => {
  const asked: string[] = [];
  const messages = twilioMessages(account.accountSid, account.messaging ?? { numbers: [] });
  let authToken: string | undefined = account.authToken;
  const credentials = (): string => Buffer.from(`${account.accountSid}:${authToken}`).toString('base64');
  const refuse = (status: number, code: number, message: string) => ({
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  });
  return {
    handle: (request) => {
      const { method, path, headers } = request;
      if (authToken === undefined || headers['authorization'] !== `Basic ${credentials()}`)
        return refuse(401, 20003, 'Authenticate');
      const answer = messages.handle(request);
      if (answer) return answer;
      if (path !== `/2010-04-01/Accounts/${account.accountSid}.json`)
        return refuse(404, 20404, `The requested resource ${path} was not found`);
      if (method !== 'GET') return refuse(405, 20004, 'Method not allowed');
      asked.push(path);
      return {
        status: 200,
        body: {
          sid: account.accountSid,
          friendly_name: account.friendlyName,
          status: account.status ?? 'active',
          type: 'Full',
          auth_token: authToken,
          owner_account_sid: account.accountSid,
          uri: path,
        },
      };
    },
    ledger: () => [...asked, ...messages.ledger()],
    revokeAll: () => {
      authToken = account.nextAuthToken;
    },
  };
};
