import type { Company, Tracker } from '../setup/setup.ts';
import type { Flow, FlowStep } from './flow.ts';

/** Seconds a message may last. */
const longestMessage = 180;

/** The flow a tracker's settings make: ring its destination, then take a message or hang up. */
export const flowOf = (
  tracker: Tracker,
  company: Company,
  /** Rung instead, for a number that stands for one number of the page. */
  target: string | null,
): Flow => {
  const ring: FlowStep = {
    kind: 'RING',
    destination: target ?? tracker.destination,
    seconds: tracker.ringSeconds,
    record: company.recordCalls,
    notice: company.recordingNotice,
    whisperOf: tracker.whisper ? tracker.id : null,
    otherwise: tracker.voicemail ? 'voicemail' : null,
  };
  const voicemail: FlowStep = {
    kind: 'VOICEMAIL',
    greeting: company.voicemailGreeting,
    maxSeconds: longestMessage,
  };
  return {
    language: company.language,
    first: 'ring',
    steps: new Map<string, FlowStep>([
      ['ring', ring],
      ...(tracker.voicemail ? [['voicemail', voicemail] as const] : []),
    ]),
  };
};
