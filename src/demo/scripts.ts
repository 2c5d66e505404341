import type { CallScript } from '../../integrations/twilio/line.ts';
import type { Chance } from './chance.ts';

const endings = [
  { weight: 52, kind: 'talk' },
  { weight: 16, kind: 'short' },
  { weight: 11, kind: 'missed' },
  { weight: 8, kind: 'abandoned' },
  { weight: 7, kind: 'message' },
  { weight: 6, kind: 'busy' },
] as const;

/** Seconds a conversation takes, shortest and longest. */
export interface Talk {
  readonly shortest: number;
  readonly longest: number;
}

/** How one call goes, by chance. */
export const scriptOf = (chance: Chance, talk: Talk): CallScript => {
  const unanswered = { ringSeconds: 60, answered: false, talkSeconds: 0 } as const;
  const ringSeconds = chance.between(2, 9);
  switch (chance.weighted(endings).kind) {
    case 'talk':
      return { ringSeconds, answered: true, talkSeconds: chance.between(talk.shortest, talk.longest) };
    case 'short':
      return { ringSeconds, answered: true, talkSeconds: chance.between(4, 16), endedBy: 'callee' };
    case 'missed':
      return unanswered;
    case 'message':
      return { ...unanswered, voicemailSeconds: chance.between(6, 20) };
    case 'abandoned':
      return { ...unanswered, ringSeconds: chance.between(4, 14), hangUpWhileRinging: true };
    case 'busy':
      return { ringSeconds: 1, answered: 'busy', talkSeconds: 0 };
  }
};
