import { z } from 'zod';
import { NoAnswer, Reconnect, Rejected, RetryLater } from '../kit/errors.ts';
import type { Access, Identity } from '../kit/integration.ts';

const account = z.looseObject({ sid: z.string(), friendly_name: z.string(), status: z.string() });

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Asks Twilio for the account the secret belongs to: the one request this integration makes. */
export const readAccount = async (access: Access<unknown>): Promise<Identity> => {
  const { accountSid = '', authToken = '' } = access.secrets;
  const path = `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}.json`;
  const answer = await access.exchange({ method: 'GET', path }, async () => {
    try {
      const response = await fetch(`${access.endpoints['api']}${path}`, {
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
        redirect: 'error',
        signal: access.signal,
      });
      return { status: response.status, body: readJson(await response.text()) };
    } catch (error) {
      throw new NoAnswer('Twilio did not answer. Try to connect again in a moment.', { cause: error });
    }
  });
  if (answer.status === 401 || answer.status === 403)
    throw new Reconnect(
      'Twilio refused the account SID or auth token. Copy both anew from the Twilio console.',
    );
  if (answer.status === 404)
    throw new Rejected(
      'Twilio knows no account with this account SID. Copy it anew from the Twilio console.',
    );
  if (answer.status === 429 || answer.status >= 500)
    throw new RetryLater(`Twilio is busy (status ${answer.status}). Try to connect again in a moment.`);
  const found = account.safeParse(answer.body);
  if (answer.status !== 200 || !found.success)
    throw new Rejected(`Twilio answered status ${answer.status} where its account was expected.`);
  if (found.data.status !== 'active')
    throw new Rejected(`Twilio says this account is ${found.data.status}. Reactivate it at Twilio first.`);
  return { externalId: found.data.sid, label: found.data.friendly_name };
};
