import type { CarrierCallback, CarrierRequest } from '../integrations/kit/carrier.ts';
import type { SignedRequest } from '../integrations/twilio/callbacks.ts';
import { twilio } from '../integrations/twilio/index.ts';
import { twilioCarrier } from '../integrations/twilio/sandbox.ts';
import type { IncomingEvent } from '../src/conductor/event.ts';
import { understand } from '../src/ingest/understand.ts';
import { answerCall, answerDialEnded } from '../src/routing/answer.ts';
import type { Setup } from '../src/setup/setup.ts';

const root = 'https://ringpath.example/carriers/twilio';
const urls = {
  dial: `${root}/dial?step=1`,
  status: `${root}/status`,
  recording: `${root}/recording`,
  whisper: () => `${root}/whisper`,
};

const phone = twilioCarrier({
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'not checked here',
  voiceUrl: `${root}/voice`,
  statusUrl: `${root}/status`,
});

type Params = Readonly<Record<string, string>>;

const requestOf = (callback: CarrierCallback, params: Params, receivedAt: Date): CarrierRequest => ({
  callback,
  url: `${root}/${callback}`,
  headers: {},
  params,
  receivedAt,
});

/** A callback as the carrier's route hands it to the conductor: parsed, with its raw fields. */
export const incoming = (
  accountId: string,
  callback: CarrierCallback,
  params: Params,
  receivedAt: Date,
): IncomingEvent => ({
  accountId,
  carrier: 'twilio',
  callback,
  params,
  receivedAt: receivedAt.toISOString(),
  ...understand(twilio, requestOf(callback, params, receivedAt)),
});

const callbackOf = (signed: SignedRequest): CarrierCallback =>
  new URL(signed.url).pathname.split('/').at(-1) as CarrierCallback;

/** Everything the carrier sends for an answered call of 75 seconds. */
export const callbacksOfCall = (
  setup: Setup,
  call: { readonly from: string; readonly to: string; readonly at: Date; readonly seed: string },
): readonly IncomingEvent[] => {
  const incomingOf = (signed: SignedRequest): IncomingEvent =>
    incoming(setup.accountId, callbackOf(signed), signed.params, signed.at);
  const answer = (signed: SignedRequest): string => {
    const request = requestOf(callbackOf(signed), signed.params, signed.at);
    const dialled = twilio.carrier?.dialled(request) ?? null;
    const ended = incomingOf(signed).events.find((event) => event.kind === 'DIAL_ENDED');
    const steps =
      request.callback === 'voice'
        ? answerCall(dialled, setup, null, urls)
        : ended
          ? answerDialEnded(dialled, ended.endReason, setup, urls)
          : [];
    return twilio.carrier?.render(steps).body ?? '';
  };
  return phone
    .scriptCallbacks(
      {
        from: call.from,
        to: call.to,
        callerName: 'CALLER NAME',
        geography: { country: 'US', state: 'NY', city: 'NEW YORK', zip: '10001' },
        script: { ringSeconds: 4, answered: true, talkSeconds: 75 },
        seed: call.seed,
        clock: () => call.at,
      },
      answer,
    )
    .map(incomingOf);
};
