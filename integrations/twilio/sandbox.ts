import { setTimeout as delay } from 'node:timers/promises';
import type { SignedRequest } from './callbacks.ts';
import { type CourseEnd, callCourse } from './course.ts';
import type { Answer, CarrierAccount, ScriptedCall } from './line.ts';

export interface CarrierOptions extends CarrierAccount {
  /** Where a public address is really served, when it is not reachable as it stands. Signed stays the public one. */
  readonly reach?: (url: string) => string;
  /** Seconds that pass for each scripted one: 1 is life, 0.1 ten times as fast, 0 (the default) at once. */
  readonly timeScale?: number;
  /** Once aborted nobody waits any more: what is left of every call follows at once. */
  readonly hurry?: AbortSignal;
  /** Seconds Twilio waits for an answer: 15. */
  readonly patienceSeconds?: number;
}

export interface CarrierExchange {
  readonly request: SignedRequest;
  readonly answer: Answer;
}

/** Everything that was sent for one call and how it was answered, in order. */
export interface CallRecord extends CourseEnd {
  readonly exchanges: readonly CarrierExchange[];
}

/** `sending` is told before a request goes out, `answered` after its answer came in. */
export type Progress =
  | { readonly kind: 'sending'; readonly request: SignedRequest }
  | ({ readonly kind: 'answered' } & CarrierExchange);

const post = async (request: SignedRequest, url: string, patienceSeconds: number): Promise<Answer> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: request.headers,
      body: new URLSearchParams(request.params).toString(),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceSeconds * 1000),
    });
    const body = await response.text();
    return { status: response.status, contentType: response.headers.get('content-type'), body };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return { failure: late ? `no answer within ${patienceSeconds} s` : 'the connection failed' };
  }
};

/**
 * Twilio's side of a call, over real HTTP: it signs, posts, reads the TwiML as strictly as Twilio and does
 * what it says. Times are the script's own, so `Timestamp`s run ahead of the wall clock when timeScale < 1.
 */
export const twilioCarrier = (options: CarrierOptions) => {
  const { reach = (url: string) => url, timeScale = 0, patienceSeconds = 15, hurry } = options;

  const wait = async (ms: number): Promise<void> => {
    if (ms <= 0 || hurry?.aborted) return;
    await delay(ms, undefined, hurry ? { signal: hurry } : {}).catch(() => undefined); // aborted: no need to wait
  };

  const placeCall = async (
    call: ScriptedCall,
    onProgress: (progress: Progress) => void = () => {},
  ): Promise<CallRecord> => {
    const exchanges: CarrierExchange[] = [];
    const course = callCourse(options, call);
    let turn = course.next();
    let reached = turn.done ? 0 : turn.value.at.getTime();
    while (!turn.done) {
      const request = turn.value;
      await wait((request.at.getTime() - reached) * timeScale);
      reached = request.at.getTime();
      onProgress({ kind: 'sending', request });
      const answer = await post(request, reach(request.url), patienceSeconds);
      exchanges.push({ request, answer });
      onProgress({ kind: 'answered', request, answer });
      turn = course.next(answer);
    }
    return { ...turn.value, exchanges };
  };

  /**
   * The same requests in the same order, without sending one: `answer` gives the TwiML for each. Pure when
   * the call has a `seed` and a `clock`; shuffle and repeat them as a network would.
   */
  const scriptCallbacks = (
    call: ScriptedCall,
    answer: (request: SignedRequest) => string,
  ): readonly SignedRequest[] => {
    const requests: SignedRequest[] = [];
    const course = callCourse(options, call);
    for (let turn = course.next(); !turn.done; ) {
      requests.push(turn.value);
      turn = course.next({ status: 200, contentType: 'text/xml', body: answer(turn.value) });
    }
    return requests;
  };

  return { placeCall, scriptCallbacks };
};
