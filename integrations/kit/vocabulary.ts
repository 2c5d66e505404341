/**
 * The words every stage and every integration shares. No behaviour, no vendor.
 *
 * Times are ISO 8601 in UTC with milliseconds. Durations are whole seconds.
 * Phone numbers are E.164 with `+`. Money is a decimal string and an ISO 4217 code.
 */

export const directions = ['INBOUND', 'OUTBOUND'] as const;
export type Direction = (typeof directions)[number];

export const callStatuses = ['RINGING', 'ANSWERED', 'ENDED'] as const;
export type CallStatus = (typeof callStatuses)[number];

/** How a call ended. Null while it has not. */
export const outcomes = ['ANSWERED', 'MISSED', 'VOICEMAIL', 'ABANDONED', 'BLOCKED'] as const;
export type Outcome = (typeof outcomes)[number];

export const trackerKinds = ['OFFLINE', 'SOURCE', 'VISITOR'] as const;
export type TrackerKind = (typeof trackerKinds)[number];

/**
 * EXACT: one visitor session is all but certainly the caller's. TRACKER: the number itself says the source.
 * AMBIGUOUS: several sessions could be the caller. NONE: nothing is known, and the reason says why.
 */
export const confidences = ['EXACT', 'TRACKER', 'AMBIGUOUS', 'NONE'] as const;
export type Confidence = (typeof confidences)[number];

export const leadStatuses = ['NEW', 'QUALIFIED', 'UNQUALIFIED', 'WON', 'LOST', 'SPAM'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

/** Click identifiers as ad platforms put them into landing page addresses. */
export const clickIdNames = [
  'gclid',
  'gbraid',
  'wbraid',
  'msclkid',
  'fbclid',
  'ttclid',
  'li_fat_id',
] as const;
export type ClickIdName = (typeof clickIdNames)[number];
export type ClickIds = Readonly<Record<ClickIdName, string | null>>;

/** UNKNOWN: the page never asked. Where consent is required, UNKNOWN counts as DENIED. */
export const consentStates = ['GRANTED', 'DENIED', 'UNKNOWN'] as const;
export type ConsentState = (typeof consentStates)[number];
export interface Consent {
  readonly adUserData: ConsentState;
  readonly adPersonalization: ConsentState;
  readonly analytics: ConsentState;
}

export interface Money {
  /** Decimal string, up to six places: "149.90". */
  readonly amount: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

export interface Geography {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
}

/** Why a caller has no number. */
export const withheldReasons = ['ANONYMOUS', 'NOT_A_NUMBER'] as const;
export type WithheldReason = (typeof withheldReasons)[number];

/** Text and choices as text, numbers, dates as `2026-11-20`, checkboxes as true and false. */
export type CustomFieldValues = Readonly<Record<string, string | number | boolean>>;

/**
 * A call as it stood at one version: what filters judge, what a delivery freezes and what an
 * integration is handed. It never changes after it was made.
 */
export interface CallSnapshot {
  /** Typed id, `call_…`. */
  readonly id: string;
  /** Rises by one with every change of the call. */
  readonly version: number;
  /** The call's page in the console. */
  readonly url: string;
  readonly direction: Direction;
  readonly status: CallStatus;
  readonly outcome: Outcome | null;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly ringSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly durationSeconds: number | null;
  readonly caller: {
    readonly number: string | null;
    readonly withheld: WithheldReason | null;
    readonly name: string | null;
    /** True when this number had never called the company before. */
    readonly firstTime: boolean;
    readonly email: string | null;
    /** The account's own fields on callers, by their key. */
    readonly customFields: CustomFieldValues;
  } & Geography;
  /** The number that was dialled. */
  readonly trackingNumber: string;
  /** The number that was rung for the business. */
  readonly destination: string | null;
  readonly tracker: { readonly id: string; readonly name: string; readonly kind: TrackerKind } | null;
  readonly company: {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly currency: string;
    /** True when visitor data may go to ad platforms only with consent GRANTED. */
    readonly consentRequired: boolean;
  };
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly keyword: string | null;
  readonly landingPage: string | null;
  readonly referrer: string | null;
  readonly clickIds: ClickIds;
  /** When the click landed on the page: the start of the attributed session. */
  readonly clickAt: string | null;
  readonly confidence: Confidence;
  readonly session: {
    readonly id: string;
    /** Client id of the `_ga` cookie: `1234567890.1700000000`. */
    readonly gaClientId: string | null;
    readonly userAgent: string | null;
    readonly consent: Consent;
  } | null;
  /** Tag names, sorted. */
  readonly tags: readonly string[];
  /** Typed ids of the same tags, in the same order. */
  readonly tagIds: readonly string[];
  readonly leadStatus: LeadStatus;
  readonly value: Money | null;
  /** The newest note. */
  readonly note: string | null;
  /** Made from one of the company's own test numbers: shown, but counted and sent nowhere. */
  readonly test: boolean;
  /** Points of the lead score; null until it was scored. */
  readonly score: number | null;
  readonly assignee: { readonly id: string; readonly name: string; readonly email: string | null } | null;
  /** The account's own fields on calls, by their key. */
  readonly customFields: CustomFieldValues;
  readonly recordingUrl: string | null;
}

const legEndReasons = ['COMPLETED', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED'] as const;
export type LegEndReason = (typeof legEndReasons)[number];

interface CarrierFact {
  /** The carrier's id of the call the caller placed. */
  readonly callKey: string;
  /** When it happened by the carrier's clock, else when we received it. */
  readonly at: string;
}

/** What a carrier tells us, in our own words. An integration's `carrier.parse` makes them. */
export type CallEvent = CarrierFact &
  (
    | {
        readonly kind: 'CALL_STARTED';
        readonly direction: Direction;
        /** Who placed the call; null when withheld. Of an OUTBOUND call one of our own numbers. */
        readonly from: string | null;
        readonly withheld: WithheldReason | null;
        readonly to: string;
        readonly callerName: string | null;
        readonly geography: Geography;
      }
    | {
        readonly kind: 'LEG_CHANGED';
        /** Whose dial it belongs to, as for DIAL_ENDED. Null of a leg that nobody dialled, too. */
        readonly place: string | null;
        readonly legKey: string;
        readonly status: CallStatus;
        readonly destination: string;
        readonly endReason: LegEndReason | null;
        /** Seconds the leg was connected. Known at its end. */
        readonly seconds: number | null;
      }
    | {
        readonly kind: 'DIAL_ENDED';
        /** The place of the call's way that dialled: the message's, as the DIAL step's addresses say it. */
        readonly place: string | null;
        readonly legKey: string | null;
        readonly endReason: LegEndReason;
        readonly talkSeconds: number | null;
      }
    | {
        readonly kind: 'CALL_ENDED';
        readonly endReason: LegEndReason;
        /** Seconds from the carrier's first answer to hang-up. */
        readonly seconds: number | null;
        /** The same as at the start, so a call whose start was lost still has them. */
        readonly direction: Direction;
        readonly from: string | null;
        readonly withheld: WithheldReason | null;
        readonly to: string;
      }
    | {
        readonly kind: 'RECORDING_READY';
        readonly recordingKey: string;
        readonly url: string;
        readonly seconds: number | null;
        /** True when the caller spoke to a machine, false when the conversation was recorded. */
        readonly voicemail: boolean;
      }
  );

/** What we tell a carrier to do with a call, in order. An integration's `carrier.answer` writes it. */
export type CallStep =
  | {
      readonly kind: 'SAY';
      readonly text: string;
      /** BCP 47. */
      readonly language: string;
    }
  | {
      readonly kind: 'DIAL';
      readonly destination: string;
      readonly timeoutSeconds: number;
      readonly record: boolean;
      /** Where the carrier reports the end of the dial; null when nobody could listen (database down). */
      readonly endedUrl: string | null;
      readonly legStatusUrl: string | null;
      readonly recordingUrl: string | null;
      /** What the callee hears before the bridge. */
      readonly whisperUrl: string | null;
    }
  | {
      readonly kind: 'VOICEMAIL';
      readonly maxSeconds: number;
      readonly recordingUrl: string;
    }
  | { readonly kind: 'REJECT' }
  | { readonly kind: 'HANGUP' };
