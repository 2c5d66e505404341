import { createHash, randomUUID } from 'node:crypto';
import {
  type CallerPlace,
  callParams,
  type Ends,
  type Purpose,
  type Recording,
  type SignedRequest,
  type Status,
  signRequest,
} from './callbacks.ts';
import { readTwiml, TwimlError } from './twiml.ts';
import type { Element } from './xml.ts';

/** What happens while one destination is rung. */
export interface DialScript {
  /** Seconds until the destination answers or is found busy, or the impatient caller hangs up. */
  readonly ringSeconds: number;
  readonly answered: boolean | 'busy';
  /** Seconds both talk once they are connected. */
  readonly talkSeconds: number;
  readonly hangUpWhileRinging?: boolean;
  /** Who ends the conversation; the caller unless told otherwise. */
  readonly endedBy?: 'caller' | 'callee';
}

/** What the people on the telephone do. */
export interface CallScript extends DialScript {
  /** What happens at the destinations rung after the first, in order; the last says it of any further one. */
  readonly later?: readonly DialScript[];
  /** Seconds the caller speaks after the beep. Without it they hang up at the beep. */
  readonly voicemailSeconds?: number;
}

export interface ScriptedCall {
  readonly from: string;
  readonly to: string;
  readonly callerName?: string;
  readonly geography?: CallerPlace;
  readonly script: CallScript;
  /** Asked once, when the call begins; from there the script's seconds count. */
  readonly clock?: () => Date;
  /** The same seed gives the same ids. */
  readonly seed?: string;
}

/** The account and what is configured on its number. */
export interface CarrierAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly voiceUrl: string;
  readonly statusUrl?: string;
  readonly fallbackUrl?: string;
  /** Root of the recordings' addresses. */
  readonly apiUrl?: string;
}

/** How a request was answered, or why it was not. */
export type Answer =
  | { readonly status: number; readonly contentType: string | null; readonly body: string }
  | { readonly failure: string };

export interface TwimlDocument {
  readonly url: string;
  readonly verbs: readonly Element[];
}

/** Yields what Twilio would send next and is given the answer to it. */
export type Turns<Result> = Generator<SignedRequest, Result, Answer>;

const mostDocuments = 25;

const readDocument = (answer: Answer, url: string): TwimlDocument => {
  if ('failure' in answer) throw new TwimlError(11205, answer.failure);
  if (answer.status < 200 || answer.status > 299)
    throw new TwimlError(11200, `status ${answer.status} instead of TwiML`);
  if (answer.status === 204) return { url, verbs: [] };
  if (!/^(text|application)\/xml\b/.test(answer.contentType ?? ''))
    throw new TwimlError(12300, `content type ${answer.contentType} is not XML`);
  return { url, verbs: readTwiml(answer.body) };
};

/** One call in progress: its clock, its ids and what went wrong. */
export const createLine = (account: CarrierAccount, call: ScriptedCall) => {
  const seed = call.seed ?? randomUUID();
  let made = 0;
  const sid = (prefix: 'CA' | 'RE'): string => {
    made += 1;
    return prefix + createHash('md5').update(`${seed}:${made}`).digest('hex');
  };
  const ends: Ends = {
    accountSid: account.accountSid,
    callSid: sid('CA'),
    from: call.from,
    to: call.to,
    place: call.geography ?? {},
    callerName: call.callerName,
  };
  let now = (call.clock?.() ?? new Date()).getTime();
  let documents = 0;
  const dials: readonly DialScript[] = [call.script, ...(call.script.later ?? [])];
  let dialled = 0;

  const line = {
    ends,
    script: call.script,
    /** What happens at the destination that is rung now. */
    nextDial: (): DialScript => {
      dialled += 1;
      return dials[Math.min(dialled, dials.length) - 1] ?? call.script;
    },
    sid,
    /** When Twilio picked up towards the caller; null while the caller still hears it ring. */
    answeredAt: null as Date | null,
    /** True once a dial let the caller hear ringing instead of answering: only a bridge answers then. */
    held: false,
    /** True once the caller hung up: documents are still asked for, but nobody hears them. */
    gone: false,
    /** The status the call ends with when it is neither answered nor left ringing. */
    final: null as Status | null,
    recordings: [] as { readonly url: string; readonly recording: Recording }[],
    problems: [] as string[],
    at: (): Date => new Date(now),
    pass: (seconds: number): void => {
      now += seconds * 1000;
    },
    answer: (): void => {
      line.answeredAt ??= line.at();
    },
    status: (): Status =>
      line.final ??
      (line.gone
        ? line.answeredAt
          ? 'completed'
          : 'no-answer'
        : line.answeredAt
          ? 'in-progress'
          : 'ringing'),
    params: (): Record<string, string> => callParams(ends, line.status()),
    newRecording: (source: Recording['source'], channels: 1 | 2, seconds: number): Recording => {
      const recordingSid = sid('RE');
      const root = account.apiUrl ?? 'https://api.twilio.com';
      return {
        sid: recordingSid,
        url: `${root}/2010-04-01/Accounts/${account.accountSid}/Recordings/${recordingSid}`,
        seconds,
        channels,
        source,
        startedAt: new Date(now - seconds * 1000),
      };
    },
    /** Reports something; the answer changes nothing. */
    tell: function* (purpose: Purpose, url: string, params: Record<string, string>): Turns<void> {
      const answer = yield signRequest(account.authToken, { purpose, url, params, at: line.at() });
      if ('failure' in answer) line.problems.push(`${purpose}: ${answer.failure}`);
      else if (answer.status < 200 || answer.status > 299)
        line.problems.push(`${purpose}: status ${answer.status}`);
    },
    /** Asks for a document, then at the fallback address; null when there is none to play. */
    ask: function* (
      purpose: Purpose,
      url: string,
      params: Record<string, string>,
    ): Turns<TwimlDocument | null> {
      documents += 1;
      const answer = yield signRequest(account.authToken, { purpose, url, params, at: line.at() });
      try {
        if (documents > mostDocuments) throw new TwimlError(12100, 'the documents go round in a circle');
        const document = readDocument(answer, url);
        return line.gone ? null : document;
      } catch (error) {
        if (!(error instanceof TwimlError)) throw error;
        line.problems.push(`${purpose}: ${error.message}`);
        if (line.gone || purpose === 'whisper') return null;
        if (account.fallbackUrl === undefined || purpose === 'fallback' || documents > mostDocuments) {
          // Twilio picks up and says that an application error has occurred.
          line.answer();
          line.pass(4);
          return null;
        }
        const explained = { ...params, ErrorCode: String(error.code), ErrorUrl: url };
        return yield* line.ask('fallback', account.fallbackUrl, explained);
      }
    },
  };
  return line;
};

export type Line = ReturnType<typeof createLine>;

/** An attribute's address, relative ones against the document's; absolute ones character for character. */
export const resolveUrl = (address: string, document: TwimlDocument): string =>
  /^https?:/.test(address) ? address : new URL(address, document.url).href;

/** Seconds that saying, playing or waiting takes. */
export const secondsOf = (verb: Element): number => {
  if (verb.name === 'Pause') return Number(verb.attributes['length'] ?? 1);
  return verb.name === 'Say' ? Math.ceil(verb.text.length / 15) : 5;
};
