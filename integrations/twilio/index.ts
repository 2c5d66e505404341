import { z } from 'zod';
import { defineIntegration } from '../kit/integration.ts';
import { readAccount } from './account.ts';
import { carrier } from './carrier.ts';
import { sendSms } from './send-sms.ts';

export const twilio = defineIntegration({
  id: 'twilio',
  name: 'Twilio',
  description:
    'Brings in the calls to your Twilio numbers, rings the business, records what happened and sends text messages.',
  auth: {
    kind: 'secret',
    fields: z.object({
      accountSid: z.string().trim().min(1).meta({
        title: 'Account SID',
        description: 'On the first page of the Twilio console, under Account Info.',
      }),
      authToken: z.string().trim().min(1).meta({
        title: 'Auth token',
        description: 'Beside the account SID. Twilio signs every request with it.',
        secret: true,
      }),
    }),
  },
  endpoints: { api: 'https://api.twilio.com' },
  settings: z.object({}),
  client: (access) => access,
  check: readAccount,
  actions: [sendSms],
  carrier,
});
