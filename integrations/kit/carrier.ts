import type { CallEvent, CallStep } from './vocabulary.ts';

/** The callbacks a carrier makes; `whisper` asks what the callee hears. Paths are `/carriers/<integration>/<callback>`. */
export const carrierCallbacks = ['voice', 'status', 'dial', 'recording', 'whisper'] as const;
export type CarrierCallback = (typeof carrierCallbacks)[number];

/** One callback as it arrived. */
export interface CarrierRequest {
  readonly callback: CarrierCallback;
  /** The address the carrier called, built on the configured public base, query included. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The form fields, decoded; the last value of one that came more than once. */
  readonly params: Readonly<Record<string, string>>;
  /** All values of the fields that came more than once: a signature may cover each. */
  readonly repeated?: Readonly<Record<string, readonly string[]>>;
  readonly receivedAt: Date;
}

export interface RenderedSteps {
  readonly contentType: string;
  readonly body: string;
}

/** The inbound half of the contract: verify, parse, render. All three are pure. */
export interface Carrier {
  /** The carrier's id of the account that is calling us, before anything is verified. */
  readonly accountKey: (request: CarrierRequest) => string | null;
  /** The same id as a linked account's secrets say it, so its callbacks find it. */
  readonly linkedAccountKey: (secrets: Readonly<Record<string, string>>) => string;
  /** True when the request was signed with this linked account's secret. */
  readonly verify: (request: CarrierRequest, secrets: Readonly<Record<string, string>>) => boolean;
  /** What happened, in our words; empty when the callback says nothing new. Throws Rejected on a malformed one. */
  readonly parse: (request: CarrierRequest) => readonly CallEvent[];
  /** Our answer in the carrier's language. */
  readonly render: (steps: readonly CallStep[]) => RenderedSteps;
  /** The number that was dialled, for routing; null when the request has none. */
  readonly dialled: (request: CarrierRequest) => string | null;
}
