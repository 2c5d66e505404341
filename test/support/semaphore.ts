import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { z } from 'zod';
import type { Carrier, CarrierCommand, CarrierMessage } from '../../integrations/kit/carrier.ts';
import { Rejected } from '../../integrations/kit/errors.ts';
import { defineIntegration } from '../../integrations/kit/integration.ts';
import type { CallEvent, CallStep } from '../../integrations/kit/vocabulary.ts';

/** Seconds a signature is good for. */
const patience = 300;

const endReason = z.enum(['COMPLETED', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED']);
const about = { id: z.string(), account: z.string(), call: z.string(), at: z.iso.datetime() };
const parties = { from: z.string(), to: z.string() };
const leg = { leg: z.string(), destination: z.string() };

/** What the carrier tells, all of it to one address. */
export const happening = z.discriminatedUnion('event', [
  z.object({ event: z.literal('call.incoming'), ...about, ...parties }),
  z.object({ event: z.literal('call.ended'), ...about, ...parties, endReason, seconds: z.int() }),
  z.object({ event: z.enum(['leg.ringing', 'leg.answered']), ...about, ...parties, ...leg }),
  z.object({ event: z.literal('leg.ended'), ...about, ...parties, ...leg, endReason, seconds: z.int() }),
  z.object({ event: z.literal('dial.ended'), ...about, ...parties, endReason, seconds: z.int().nullable() }),
  z.object({ event: z.literal('message.ready'), ...about, ...parties, url: z.string(), seconds: z.int() }),
]);
export type Happening = z.infer<typeof happening>;

const read = ({ json }: CarrierMessage): Happening => {
  const found = happening.safeParse(json);
  if (found.success) return found.data;
  throw new Rejected(`Semaphore sent what it does not document: ${found.error.issues[0]?.path.join('.')}.`);
};

const parse = (message: CarrierMessage): readonly CallEvent[] => {
  const told = read(message);
  const fact = { callKey: told.call, at: new Date(told.at).toISOString() };
  const { place } = message;
  const who = { direction: 'INBOUND' as const, from: told.from, withheld: null, to: told.to };
  switch (told.event) {
    case 'call.incoming': {
      const geography = { country: null, region: null, city: null };
      return [{ kind: 'CALL_STARTED', ...fact, ...who, callerName: null, geography }];
    }
    case 'call.ended':
      return [{ kind: 'CALL_ENDED', ...fact, ...who, endReason: told.endReason, seconds: told.seconds }];
    case 'dial.ended': {
      const { endReason: reason, seconds } = told;
      return [{ kind: 'DIAL_ENDED', ...fact, place, legKey: null, endReason: reason, talkSeconds: seconds }];
    }
    case 'message.ready': {
      const { url, seconds, id } = told;
      return [{ kind: 'RECORDING_READY', ...fact, recordingKey: id, url, seconds, voicemail: true }];
    }
    default: {
      const common = { kind: 'LEG_CHANGED' as const, ...fact, place, legKey: told.leg };
      const { destination } = told;
      if (told.event === 'leg.ended')
        return [
          { ...common, destination, status: 'ENDED', endReason: told.endReason, seconds: told.seconds },
        ];
      const status = told.event === 'leg.ringing' ? 'RINGING' : 'ANSWERED';
      return [{ ...common, destination, status, endReason: null, seconds: null }];
    }
  }
};

const verbOf = (step: CallStep): Readonly<Record<string, string | number | null>> => {
  switch (step.kind) {
    case 'SAY':
      return { verb: 'say', text: step.text, language: step.language };
    case 'DIAL': {
      const { destination, timeoutSeconds, endedUrl, legStatusUrl } = step;
      return { verb: 'dial', destination, timeoutSeconds, endedUrl, legStatusUrl };
    }
    case 'VOICEMAIL':
      return { verb: 'record', maxSeconds: step.maxSeconds, readyUrl: step.recordingUrl };
    default:
      return { verb: step.kind === 'REJECT' ? 'reject' : 'hangup' };
  }
};

const stringOf = (message: CarrierMessage, field: 'account' | 'to'): string | null => {
  const found = z.object({ [field]: z.string().min(1) }).safeParse(message.json);
  return found.success ? (found.data[field] ?? null) : null;
};

const carrier: Carrier = {
  callbacks: { events: ['CALL', 'DIAL_ENDED', 'STATUS', 'RECORDING'] },
  bodyTypes: ['application/json'],
  languages: ['en-US', 'de-DE'],
  accountKey: (request) => stringOf(request, 'account'),
  linkedAccountKey: (secrets) => secrets['account'] ?? '',
  verify: ({ headers, url, rawBody, receivedAt }, { publicKey }) => {
    const timestamp = headers['semaphore-timestamp'] ?? '';
    const signature = headers['semaphore-signature'];
    if (!publicKey || !signature || !/^\d{10}$/.test(timestamp)) return false;
    if (Math.abs(receivedAt.getTime() / 1000 - Number(timestamp)) > patience) return false;
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const signed = Buffer.concat([Buffer.from(`${timestamp}|${url}|`), rawBody]);
    return verifySignature(null, signed, key, Buffer.from(signature, 'base64'));
  },
  parse,
  dialled: (message) => stringOf(message, 'to'),
  answer: {
    kind: 'COMMANDS',
    commands: (steps, { message, secrets, key }) =>
      steps.map(
        (step, at): CarrierCommand => ({
          method: 'POST',
          path: `/calls/${encodeURIComponent(read(message).call)}/commands`,
          headers: { authorization: `Bearer ${secrets['token']}` },
          body: { key: `${key}-${at}`, ...verbOf(step) },
        }),
      ),
  },
};

/** A carrier of the other kind: JSON that is signed byte for byte, one address, and commands for an answer. */
export const semaphore = defineIntegration({
  id: 'semaphore',
  name: 'Semaphore',
  description: 'Brings in calls by webhooks in JSON and takes commands over its API.',
  auth: {
    kind: 'secret',
    fields: z.object({ account: z.string(), publicKey: z.string(), token: z.string() }),
  },
  endpoints: { api: 'https://semaphore.example' },
  settings: z.object({}),
  client: (access) => access,
  check: async ({ secrets }) => ({ externalId: secrets['account'] ?? '', label: 'Semaphore' }),
  actions: [],
  carrier,
});
