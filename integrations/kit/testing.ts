import type { z } from 'zod';
import { type ExchangeRecord, recordingExchange } from './exchange.ts';
import type { AccessToken, ActionItem, Integration } from './integration.ts';
import { type CallSnapshot, type ClickIdName, clickIdNames } from './vocabulary.ts';

type Deep<T> = { readonly [K in keyof T]?: T[K] extends object | null ? Deep<T[K]> | T[K] : T[K] };

const example: CallSnapshot = {
  id: 'call_01k9r2m4x5e8kbw3n7q6t0v2yz',
  version: 3,
  url: 'https://ringpath.example/calls/call_01k9r2m4x5e8kbw3n7q6t0v2yz',
  direction: 'INBOUND',
  status: 'ENDED',
  outcome: 'ANSWERED',
  startedAt: '2026-11-20T15:04:05.000Z',
  answeredAt: '2026-11-20T15:04:13.000Z',
  endedAt: '2026-11-20T15:07:13.000Z',
  ringSeconds: 8,
  talkSeconds: 180,
  durationSeconds: 188,
  caller: {
    number: '+12125550177',
    withheld: null,
    name: 'ROBIN DOE',
    firstTime: true,
    country: 'US',
    region: 'NY',
    city: 'NEW YORK',
    email: null,
    customFields: {},
  },
  trackingNumber: '+12125550142',
  destination: '+12125550100',
  tracker: { id: 'trk_01k9r2m4x5e8kbw3n7q6t0v2yz', name: 'Website pool', kind: 'VISITOR' },
  company: {
    id: 'com_01k9r2m4x5e8kbw3n7q6t0v2yz',
    name: 'Hudson Plumbing',
    timeZone: 'America/New_York',
    currency: 'USD',
    consentRequired: false,
  },
  source: 'google',
  medium: 'cpc',
  campaign: 'emergency-plumbing',
  keyword: 'plumber near me',
  landingPage: 'https://plumber.example/emergency?gclid=Cj0KCQiA-test',
  referrer: 'https://www.google.com/',
  clickIds: {
    ...(Object.fromEntries(clickIdNames.map((name) => [name, null])) as Record<ClickIdName, null>),
    gclid: 'Cj0KCQiA-test',
  },
  clickAt: '2026-11-20T14:58:00.000Z',
  confidence: 'EXACT',
  session: {
    id: 'ses_01k9r2m4x5e8kbw3n7q6t0v2yz',
    gaClientId: '1234567890.1700000000',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Example/1.0',
    consent: { adUserData: 'GRANTED', adPersonalization: 'GRANTED', analytics: 'GRANTED' },
  },
  tags: ['qualified'],
  tagIds: ['tag_01k9r2m4x5e8kbw3n7q6t0v2yz'],
  leadStatus: 'QUALIFIED',
  value: { amount: '149.90', currency: 'USD' },
  note: null,
  test: false,
  score: null,
  assignee: null,
  customFields: {},
  recordingUrl: null,
};

/** A finished, exactly attributed call from a Google ad; tests change what they are about. */
export const exampleCall = (change: Deep<CallSnapshot> = {}): CallSnapshot =>
  ({
    ...example,
    ...change,
    caller: { ...example.caller, ...change.caller },
    company: { ...example.company, ...change.company },
    clickIds: { ...example.clickIds, ...change.clickIds },
    session:
      change.session === null
        ? null
        : {
            ...example.session,
            ...change.session,
            consent: { ...example.session?.consent, ...change.session?.consent },
          },
  }) as CallSnapshot; // a change may be partial wherever the example is whole

export const exampleItem = <Settings>(
  settings: Settings,
  change: Partial<ActionItem<Settings>> = {},
): ActionItem<Settings> => ({
  call: exampleCall(),
  settings,
  key: 'rp_01k9r2m4x5e8kbw3n7q6t0v2yz',
  revision: 1,
  vendorId: null,
  uncertain: false,
  ...change,
});

/** The client of an integration pointed at a sandbox, with the log of what it said and heard. */
export const sandboxClient = (
  integration: Integration,
  options: {
    readonly endpoints: Readonly<Record<string, string>>;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly secrets?: Readonly<Record<string, string>>;
    readonly token?: () => Promise<AccessToken>;
    readonly renewToken?: () => Promise<AccessToken>;
    readonly timeoutSeconds?: number;
  },
): { readonly client: unknown; readonly log: readonly ExchangeRecord[] } => {
  const log: ExchangeRecord[] = [];
  const none = (): Promise<AccessToken> => Promise.reject(new Error('this test gave no token'));
  const settings = integration.settings.parse(options.settings ?? {}) as z.infer<z.ZodObject>;
  const client = integration.client({
    endpoints: { ...integration.endpoints, ...options.endpoints },
    settings,
    secrets: options.secrets ?? {},
    token: options.token ?? none,
    renewToken: options.renewToken ?? options.token ?? none,
    exchange: recordingExchange(log),
    signal: AbortSignal.timeout((options.timeoutSeconds ?? 10) * 1000),
  });
  return { client, log };
};
