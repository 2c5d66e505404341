import type { Carrier } from '../kit/carrier.ts';
import { dialled, optional } from './fields.ts';
import { languages } from './languages.ts';
import { parse } from './parse.ts';
import { render } from './render.ts';
import { verify } from './verify.ts';

/** Forms in, TwiML out. */
export const carrier = {
  callbacks: {
    voice: ['CALL'],
    status: ['STATUS'],
    dial: ['DIAL_ENDED'],
    recording: ['RECORDING'],
    whisper: ['WHISPER'],
  },
  bodyTypes: ['application/x-www-form-urlencoded'],
  languages,
  accountKey: (request) => optional(request, 'AccountSid'),
  linkedAccountKey: (secrets) => secrets['accountSid'] ?? '',
  verify,
  parse,
  dialled,
  answer: { kind: 'DOCUMENT', render },
} as const satisfies Carrier;
