import { type CallbackPurpose, type Carrier, callbackFor } from '../../integrations/kit/carrier.ts';
import type { CallbackUrls } from './answer.ts';

/** Where a carrier reports back: its callbacks below `root`, `https://calls.example.com/carriers/<integration>`. */
export const callbackUrls = (root: string, carrier: Carrier): CallbackUrls => {
  const addressOf = (purpose: CallbackPurpose): string => {
    const name = callbackFor(carrier, purpose);
    if (name === undefined) throw new Error(`A carrier declares no callback for ${purpose}.`);
    return `${root}/${name}`;
  };
  const [dial, status, recording] = [addressOf('DIAL_ENDED'), addressOf('STATUS'), addressOf('RECORDING')];
  const whisper = callbackFor(carrier, 'WHISPER');
  return {
    dial: (place) => `${dial}?place=${place}`,
    status: (place) => `${status}?place=${place}`,
    recording,
    whisper: (trackerId) => (whisper === undefined ? null : `${root}/${whisper}?tracker=${trackerId}`),
  };
};
