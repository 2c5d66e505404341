import type { z } from 'zod';
import type { Carrier } from './carrier.ts';
import type { Exchange } from './exchange.ts';
import type { CallSnapshot, Money } from './vocabulary.ts';

/** How a person lets Ringpath into the vendor. */
export type Auth =
  | {
      readonly kind: 'oauth2';
      /** Where the person is sent to agree. */
      readonly authorizeUrl: (endpoints: Endpoints) => string;
      /** Where codes and refresh tokens are exchanged (RFC 6749, form-encoded). */
      readonly tokenUrl: (endpoints: Endpoints) => string;
      readonly scopes: readonly string[];
      /** Scopes only some linked accounts need, by the settings they are signed in with. */
      readonly moreScopes?: (settings: Readonly<Record<string, unknown>>) => readonly string[];
      readonly pkce: boolean;
      /** Vendor-specific parameters of the authorize address. */
      readonly authorizeParams?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'secret'; readonly fields: z.ZodObject }
  | { readonly kind: 'none' };

/**
 * Root addresses of the vendor by name (`api`, `login`), without a trailing slash. Declared with the
 * vendor's real ones; an installation may point them at a sandbox.
 */
export type Endpoints = Readonly<Record<string, string>>;

/** OAuth tokens as the host keeps them. `extra` holds what else the token answer said (`instance_url`). */
export interface AccessToken {
  readonly value: string;
  readonly extra: Readonly<Record<string, string>>;
}

/** What the host hands an integration to build its client from. */
export interface Access<Settings> {
  readonly endpoints: Endpoints;
  readonly settings: Settings;
  /** Values of `auth.fields`, unsealed. Empty for oauth2 and none. */
  readonly secrets: Readonly<Record<string, string>>;
  /** A token that is good for at least a minute. Throws Reconnect when the grant is gone. */
  readonly token: () => Promise<AccessToken>;
  /** A new token although the present one looks good: the vendor has just refused it. */
  readonly renewToken: () => Promise<AccessToken>;
  /** Records one request and its answer in the attempt log, redacted. Wrap every vendor call in it. */
  readonly exchange: Exchange;
  /** Aborts when the attempt's time is up. */
  readonly signal: AbortSignal;
}

/** One action for one call. */
export interface ActionItem<Settings> {
  readonly call: CallSnapshot;
  readonly settings: Settings;
  /**
   * The same for every try and every revision of this action for this call, and for nothing else:
   * `rp_` and 26 letters or digits. Give it to the vendor as its de-duplication key.
   */
  readonly key: string;
  /** Rises by one when the call changed and the action is sent anew. Starts at 1. */
  readonly revision: number;
  /** The vendor's id from an earlier accepted revision. */
  readonly vendorId: string | null;
  /** True when an earlier try may have reached the vendor: read back before writing again. */
  readonly uncertain: boolean;
}

export interface Accepted {
  readonly status: 'accepted';
  /** The vendor's id of what was made, shown to people. */
  readonly vendorId: string;
  /** A page at the vendor's where a person sees it. */
  readonly vendorUrl: string | null;
  /** False when the vendor only took it in and decides later; the action then has `confirm`. */
  readonly confirmed: boolean;
  /** What `confirm` needs to ask again. */
  readonly receipt?: Readonly<Record<string, string | number>>;
}

/** The answer for one item of a batch. `failed` carries one of the errors of `errors.ts`. */
export type ItemResult = Accepted | { readonly status: 'failed'; readonly error: Error };

/** What the vendor finally made of an accepted item. */
export type Confirmation =
  /** `note`: what the vendor remarked although it counts it; shown as the reason. */
  | { readonly status: 'confirmed'; readonly note?: string }
  /** `reason`: what is known so far; shown while it waits, and kept when nobody asks any more. */
  | { readonly status: 'pending'; readonly afterSeconds: number; readonly reason?: string }
  | { readonly status: 'rejected'; readonly reason: string };

interface ActionLimits {
  /** Most items in one `run`. */
  readonly batchSize: number;
  /** Most requests a second for one linked account; `exchange` waits for its turn. */
  readonly perSecond: number;
  /** Seconds after which an attempt counts as unanswered. */
  readonly timeoutSeconds: number;
}

export interface Action<Client = unknown, Settings extends z.ZodObject = z.ZodObject> {
  /** Unique within the integration: `log-call`. */
  readonly id: string;
  /** What it does, as a menu entry: "Log the call on the contact". */
  readonly title: string;
  readonly description: string;
  readonly settings: Settings;
  readonly limits: ActionLimits;
  /**
   * What separates two uses of this action on one call: two conversion actions are two records at the
   * vendor, two rules that log the same call are one. Empty when a call can have it once.
   */
  readonly target?: (settings: z.infer<Settings>) => string;
  /** Why this call cannot be sent, or null. Asked before anything is queued; shown as SKIPPED(reason). */
  readonly ineligible?: (call: CallSnapshot, settings: z.infer<Settings>, now: Date) => string | null;
  /**
   * Does it, for one item or many; answers in the order of `items`. Throwing RetryLater, Reconnect,
   * Rejected or NoAnswer speaks for every item.
   */
  readonly run: (
    client: Client,
    items: readonly ActionItem<z.infer<Settings>>[],
  ) => Promise<readonly ItemResult[]>;
  /**
   * Takes back what an accepted revision brought to the vendor, for calls that no longer qualify; answers
   * like `run`. Left out where the vendor keeps what it was given: such a delivery then says so.
   */
  readonly retract?: (
    client: Client,
    items: readonly ActionItem<z.infer<Settings>>[],
  ) => Promise<readonly ItemResult[]>;
  /**
   * Asks what became of an accepted item. Throwing RetryLater says that the vendor has not counted it and it
   * must be sent again after that time; anything else that is thrown is asked again later.
   */
  readonly confirm?: (
    client: Client,
    receipt: Readonly<Record<string, string | number>>,
    settings: z.infer<Settings>,
  ) => Promise<Confirmation>;
  /** The requests exactly as `run` would send them, for a dry run to show. Pure. `settings`: the linked account's. */
  readonly preview?: (
    items: readonly ActionItem<z.infer<Settings>>[],
    settings: Readonly<Record<string, unknown>>,
  ) => unknown;
  /**
   * The value `run` tells the vendor for this item; null when it names none. Pure. Of an accepted item
   * `vendorId` is its own. Left out where the vendor is told no value, or no single one.
   */
  readonly worth?: (item: ActionItem<z.infer<Settings>>) => Money | null;
  /** A file in the vendor's own import format, for people who upload by hand. */
  readonly manualImport?: ManualImport<z.infer<Settings>>;
}

export interface ManualImport<Settings> {
  /** `google-ads-click-conversions.csv` */
  readonly fileName: string;
  /** What every file begins with, line end included. */
  readonly head: string;
  /** The lines of these items, line ends included. Pure; items the format has no place for are left out. */
  readonly rows: (items: readonly ActionItem<Settings>[]) => string;
}

/**
 * What the vendor allows the whole installation, all linked accounts together. An exchange says which of them
 * it uses (`VendorRequest.allowance`).
 */
interface Allowance {
  /** Unique within the integration: `ingest`. */
  readonly key: string;
  readonly perMinute?: number;
  readonly perDay?: number;
  /** IANA zone whose midnight ends the day; UTC when left out. */
  readonly dayZone?: string;
}

/** Who a fresh linked account turned out to be. */
export interface Identity {
  /** The vendor's id of the account: a portal id, an org id, a customer id. */
  readonly externalId: string;
  /** What a person calls it. */
  readonly label: string;
}

export interface Integration<Client = unknown, Settings extends z.ZodObject = z.ZodObject> {
  /** Kebab-case, the folder's name. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly auth: Auth;
  readonly endpoints: Endpoints;
  /** Settings of a linked account, chosen when connecting. */
  readonly settings: Settings;
  /** The authorised client every action gets. Must not talk to the vendor yet. */
  readonly client: (access: Access<z.infer<Settings>>) => Client;
  /**
   * Asked once at connect time: proves that the access works, prepares what the actions need (a custom
   * property) and says who it is. Throws Reconnect or Rejected in words a person can act on.
   */
  readonly check: (client: Client) => Promise<Identity>;
  readonly actions: readonly Action<Client>[];
  readonly allowances?: readonly Allowance[];
  /** Present when the vendor also brings calls in. */
  readonly carrier?: Carrier;
}

/** The typed declaration of an action, with its settings inferred from its schema. */
export const defineAction = <Client, Settings extends z.ZodObject>(
  action: Action<Client, Settings>,
): Action<Client> => action as unknown as Action<Client>;

/** The typed declaration of an integration, as the registry holds it. */
export const defineIntegration = <Client, Settings extends z.ZodObject>(
  integration: Integration<Client, Settings>,
): Integration => integration as unknown as Integration;
