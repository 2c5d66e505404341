import fc from 'fast-check';
import {
  type CallSnapshot,
  callStatuses,
  clickIdNames,
  confidences,
  consentStates,
  directions,
  leadStatuses,
  outcomes,
  trackerKinds,
  withheldReasons,
} from '../../integrations/kit/vocabulary.ts';

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 });

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    'google',
    '',
    ' ',
    'ROBIN DOE',
    'Ω≈ç',
    '"quoted"',
    '<b>',
    '\u2028',
    '%00',
    '🏴‍☠️'.repeat(90),
  ),
);

const instant = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const number = fc.oneof(
  fc.constantFrom('+12125550177', '+493012345678', '+390612345678', '+88299123456'),
  fc.stringMatching(/^\+[1-9]\d{6,14}$/),
);

const seconds = fc.oneof(fc.nat(3_600), fc.constantFrom(0, 1, 999_999_999));
const id = fc.stringMatching(/^[a-z]{3,4}_[0-9a-z]{26}$/);
const clickIds = fc.record(
  Object.fromEntries(clickIdNames.map((name) => [name, maybe(fc.oneof(text, fc.constant('Cj0KCQiA-x_y')))])),
) as fc.Arbitrary<CallSnapshot['clickIds']>;
const consent = fc.constantFrom(...consentStates);

const customFields = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z_]{0,11}$/),
  fc.oneof(text, fc.integer(), fc.boolean()),
  { maxKeys: 3, noNullPrototype: true },
);

/** Any call as an integration may be handed it, however unlikely. */
export const arbitrarySnapshot: fc.Arbitrary<CallSnapshot> = fc.record({
  id,
  version: fc.integer({ min: 1, max: 99 }),
  url: fc.webUrl(),
  direction: fc.constantFrom(...directions),
  status: fc.constantFrom(...callStatuses),
  outcome: maybe(fc.constantFrom(...outcomes)),
  startedAt: instant,
  answeredAt: maybe(instant),
  endedAt: maybe(instant),
  ringSeconds: maybe(seconds),
  talkSeconds: maybe(seconds),
  durationSeconds: maybe(seconds),
  caller: fc.record({
    number: maybe(number),
    withheld: maybe(fc.constantFrom(...withheldReasons)),
    name: maybe(text),
    firstTime: fc.boolean(),
    country: maybe(fc.constantFrom('US', 'DE', 'XX')),
    region: maybe(text),
    city: maybe(text),
    email: maybe(fc.emailAddress()),
    customFields,
  }),
  trackingNumber: number,
  destination: maybe(fc.oneof(number, text)),
  tracker: maybe(fc.record({ id, name: text, kind: fc.constantFrom(...trackerKinds) })),
  company: fc.record({
    id,
    name: text,
    timeZone: fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'UTC'),
    currency: fc.constantFrom('USD', 'JPY', 'KWD'),
    consentRequired: fc.boolean(),
  }),
  source: maybe(text),
  medium: maybe(text),
  campaign: maybe(text),
  keyword: maybe(text),
  landingPage: maybe(fc.oneof(fc.webUrl({ withQueryParameters: true }), text)),
  referrer: maybe(fc.oneof(fc.webUrl(), text)),
  clickIds,
  clickAt: maybe(instant),
  confidence: fc.constantFrom(...confidences),
  session: maybe(
    fc.record({
      id,
      gaClientId: maybe(text),
      userAgent: maybe(text),
      consent: fc.record({ adUserData: consent, adPersonalization: consent, analytics: consent }),
    }),
  ),
  tags: fc.array(text, { maxLength: 3 }),
  tagIds: fc.array(id, { maxLength: 3 }),
  leadStatus: fc.constantFrom(...leadStatuses),
  value: maybe(
    fc.record({
      amount: fc.constantFrom('0', '149.90', '0.000001', '9999999999'),
      currency: fc.constantFrom('USD', 'JPY'),
    }),
  ),
  note: maybe(text),
  test: fc.boolean(),
  score: maybe(fc.integer({ min: -100, max: 100 })),
  assignee: maybe(fc.record({ id, name: text, email: maybe(fc.emailAddress()) })),
  customFields,
  recordingUrl: maybe(fc.webUrl()),
});
