import type { CallEvent, CallStep } from './vocabulary.ts';

/**
 * What a carrier's callback is for. For the first three it waits for steps; the others only tell.
 *
 * - CALL: a call came in.
 * - DIAL_ENDED: whoever was rung is through, and the caller may still be there.
 * - WHISPER: somebody picked up, and hears something before the caller does.
 * - STATUS: a call or a leg rings, is answered or ends.
 * - RECORDING: a recording or a message is ready.
 */
export type CallbackPurpose = 'CALL' | 'DIAL_ENDED' | 'WHISPER' | 'STATUS' | 'RECORDING';

/** How a body is read: a form into `params`, JSON into `json`. Both are UTF-8. */
export const bodyTypes = ['application/x-www-form-urlencoded', 'application/json'] as const;
export type BodyType = (typeof bodyTypes)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type Secrets = Readonly<Record<string, string>>;

/** What a callback says, however it was sent. It is kept, so that it can be read again years later. */
export interface CarrierMessage {
  /** The last part of its address, one of the carrier's `callbacks`. */
  readonly callback: string;
  /** The form fields, decoded; the last value of one that came more than once. Empty when it was JSON. */
  readonly params: Readonly<Record<string, string>>;
  /** The JSON body; null when it was a form. */
  readonly json: Json;
  /** Where on its way the call was, as our own address says (`?place=…`); null when it names none. */
  readonly place: string | null;
  readonly receivedAt: Date;
}

/** A callback as it arrived, with everything a signature may cover. */
export interface CarrierRequest extends CarrierMessage {
  /** The address the carrier called, built on the configured public base, query included. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** One of the carrier's `bodyTypes`. */
  readonly bodyType: BodyType;
  /** The body, byte for byte. */
  readonly rawBody: Uint8Array;
  /** All values of the form fields that came more than once. */
  readonly repeated?: Readonly<Record<string, readonly string[]>>;
}

export interface RenderedSteps {
  readonly contentType: string;
  readonly body: string;
}

/** One request to the carrier's API. The host sends it. */
export interface CarrierCommand {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query below the integration's endpoint `api`: `/calls/c1/dial`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body: Json;
}

/** What commands are made from besides the steps. */
export interface CommandContext {
  /** The callback that is answered. */
  readonly message: CarrierMessage;
  readonly secrets: Secrets;
  /**
   * The same when this callback comes again. With a command's position it makes a key by which the vendor
   * does nothing twice: the host sends all of them anew when one had no answer.
   */
  readonly key: string;
}

/** How steps reach the carrier: as the answer to its callback, or as requests that follow it. Pure. */
type CarrierAnswer =
  | { readonly kind: 'DOCUMENT'; readonly render: (steps: readonly CallStep[]) => RenderedSteps }
  | {
      readonly kind: 'COMMANDS';
      /** In the order they are sent, each after the one before it succeeded. */
      readonly commands: (steps: readonly CallStep[], context: CommandContext) => readonly CarrierCommand[];
    };

/** The inbound half of the contract. Every function is pure. */
export interface Carrier {
  /**
   * By name: `/carriers/<integration>/<name>`. Each says what it is for; one with several purposes is
   * answered by what `parse` reads in it. CALL, DIAL_ENDED, STATUS and RECORDING must be among them.
   */
  readonly callbacks: Readonly<Record<string, readonly [CallbackPurpose, ...CallbackPurpose[]]>>;
  /** What bodies it sends. Others are refused. */
  readonly bodyTypes: readonly [BodyType, ...BodyType[]];
  /** BCP 47 tags of the languages its voices speak. */
  readonly languages: readonly string[];
  /** The carrier's id of the account that is calling us, before anything is verified. */
  readonly accountKey: (request: CarrierRequest) => string | null;
  /** The same id as a linked account's secrets say it, so its callbacks find it. */
  readonly linkedAccountKey: (secrets: Secrets) => string;
  /** True when the request was signed with this linked account's secret. */
  readonly verify: (request: CarrierRequest, secrets: Secrets) => boolean;
  /** What happened, in our words; empty when the callback says nothing new. Throws Rejected on a malformed one. */
  readonly parse: (message: CarrierMessage) => readonly CallEvent[];
  /** The number that was dialled, for routing; null when the callback has none. */
  readonly dialled: (message: CarrierMessage) => string | null;
  readonly answer: CarrierAnswer;
}

/** The name of the callback for a purpose; undefined when the carrier has none. */
export const callbackFor = (carrier: Carrier, purpose: CallbackPurpose): string | undefined =>
  Object.keys(carrier.callbacks).find((name) => carrier.callbacks[name]?.includes(purpose));
