import type { CarrierMessage } from '../integrations/kit/carrier.ts';
import { messageOf, type SignedRequest } from '../integrations/twilio/callbacks.ts';
import { carrier } from '../integrations/twilio/carrier.ts';
import { twilio } from '../integrations/twilio/index.ts';
import { twilioCarrier } from '../integrations/twilio/sandbox.ts';
import type { IncomingEvent } from '../src/conductor/event.ts';
import { understand } from '../src/ingest/understand.ts';
import { answerCall, answerDialEnded } from '../src/routing/answer.ts';
import { callbackUrls } from '../src/routing/callback-urls.ts';
import type { Setup } from '../src/setup/setup.ts';

const root = 'https://ringpath.example/carriers/twilio';
const urls = callbackUrls(root, carrier);

const phone = twilioCarrier({
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'not checked here',
  voiceUrl: `${root}/voice`,
  statusUrl: `${root}/status`,
});

/** A callback as the carrier's route hands it to the conductor: parsed, with its raw fields. */
export const incoming = (
  accountId: string,
  message: Pick<CarrierMessage, 'callback' | 'params' | 'receivedAt'> & Partial<CarrierMessage>,
): IncomingEvent =>
  understand(twilio, { accountId, carrier: twilio.id }, { json: null, place: null, ...message });

/** Everything the carrier sends for an answered call of 75 seconds. */
export const callbacksOfCall = (
  setup: Setup,
  call: { readonly from: string; readonly to: string; readonly at: Date; readonly seed: string },
): readonly IncomingEvent[] => {
  const answer = (signed: SignedRequest): string => {
    const message = messageOf(signed);
    const dialled = carrier.dialled(message);
    const ended = carrier.parse(message).find((event) => event.kind === 'DIAL_ENDED');
    const { steps } =
      message.callback === 'voice'
        ? answerCall(dialled, setup, null, urls)
        : ended
          ? answerDialEnded(dialled, ended, setup, urls)
          : { steps: [] };
    return carrier.answer.render(steps).body;
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
    .map((signed) => incoming(setup.accountId, messageOf(signed)));
};
