import { setTimeout as pause } from 'node:timers/promises';
import type { SessionAnswer } from '../tracking/answer.ts';
import { shownNumber, type Visit } from './visits.ts';

const post = async (url: string, body: object, signal: AbortSignal): Promise<unknown> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'text/plain',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0',
    },
    body: JSON.stringify(body),
    signal,
  });
  const answer: unknown = await response.json();
  if (!response.ok)
    throw new Error(`${new URL(url).pathname} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
};

/** Does what the swap script does in a browser: asks for the page's numbers and keeps them while it is open. */
export const openPage = async (server: string, visit: Visit, signal: AbortSignal) => {
  const sessions = `${server}/dni/sessions`;
  const answer = (await post(sessions, visit.input, signal)) as SessionAnswer;
  const { sessionId, heartbeatSeconds } = answer;
  const number = shownNumber(answer, visit);
  return {
    /** The number on the page. */
    number,
    /** False when it is the business's own, which no carrier tells us about. */
    tracked: number !== visit.wanted,
    /** Reads for some seconds; the page's heartbeat goes on. */
    read: async (seconds: number): Promise<void> => {
      for (let left = seconds; left > 0; left -= heartbeatSeconds) {
        await pause(Math.min(left, heartbeatSeconds) * 1000, undefined, { signal });
        if (sessionId && left > heartbeatSeconds)
          await post(`${sessions}/${sessionId}/heartbeat`, { companyKey: visit.input.companyKey }, signal);
      }
    },
  };
};
