import type { LegEndReason } from '../../integrations/kit/vocabulary.ts';

/** What happens at one place of a call's way. */
export type FlowStep =
  | {
      readonly kind: 'RING';
      /** E.164. */
      readonly destination: string;
      readonly seconds: number;
      readonly record: boolean;
      /** Said to the caller before a recorded ring. */
      readonly notice: string | null;
      /** The tracker whose whisper the callee hears. */
      readonly whisperOf: string | null;
      /** The place to go on at when nobody took it; null: the call is over. */
      readonly otherwise: string | null;
    }
  | { readonly kind: 'VOICEMAIL'; readonly greeting: string; readonly maxSeconds: number };

/** The ways a call may go. Data only, so that a flow may as well be stored as made. */
export interface Flow {
  /** BCP 47, of everything that is said. */
  readonly language: string;
  /** Where a call begins. */
  readonly first: string;
  /** By place. A place travels in addresses: letters, digits, `-`, `_` and `.`, up to 64 of them. */
  readonly steps: ReadonlyMap<string, FlowStep>;
}

/** A place as an address names it; null when it names none, or what can be none. */
export const placeIn = (given: unknown): string | null =>
  typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : null;

/**
 * Where a call goes on after the dial at `place` ended; null when its way is over. A dial without a place is
 * the first one: callbacks that were stored before places were known have none.
 */
export const placeAfter = (flow: Flow, place: string | null, endReason: LegEndReason): string | null => {
  const step = flow.steps.get(place ?? flow.first);
  const taken = endReason === 'COMPLETED' || endReason === 'CANCELED';
  if (step?.kind !== 'RING' || taken || step.otherwise === null) return null;
  return flow.steps.has(step.otherwise) ? step.otherwise : null;
};
