import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInput, sessionInput } from './input.ts';
import { readSession } from './read-session.ts';

const outcome = (read: () => unknown): unknown => {
  try {
    return { read: read() };
  } catch (error) {
    const { code, message, field } = error as { code?: string; message: string; field?: string };
    return { code, message, field };
  }
};

describe('readSession', () => {
  it('reads what the schema reads, and finds its words for what is wrong', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('', ' padded ', 'a\0b', '\ud800', 'x'.repeat(600)),
    );
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined));
    const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) =>
      fc.oneof({ weight: 8, arbitrary }, { weight: 1, arbitrary: odd });
    const optional = { requiredKeys: [] };
    const state = maybe(fc.constantFrom('GRANTED', 'DENIED', 'UNKNOWN', 'granted', undefined));
    const touch = maybe(text);
    const body = fc.record(
      {
        companyKey: maybe(fc.constantFrom('key', 'k'.repeat(200), 'k'.repeat(201))),
        landingPage: maybe(
          fc.oneof(
            fc.webUrl({ withQueryParameters: true }),
            fc.constantFrom('ftp://x.example', 'HTTPS://X.example'),
          ),
        ),
        referrer: touch,
        utm: maybe(
          fc.record({ source: touch, medium: touch, campaign: touch, term: touch, content: touch }, optional),
        ),
        clickIds: maybe(fc.record({ gclid: touch, fbclid: touch, li_fat_id: touch }, optional)),
        gaClientId: touch,
        gaSessionId: touch,
        consent: maybe(
          fc.record({ adUserData: state, adPersonalization: state, analytics: state }, optional),
        ),
        consentMode: maybe(
          fc.record({ analytics_storage: state, ad_user_data: state, region: odd }, optional),
        ),
        numbers: maybe(
          fc.oneof(fc.array(touch, { maxLength: 4 }), fc.constant(Array.from({ length: 201 }, () => '1'))),
        ),
        area: touch,
        automated: maybe(fc.boolean()),
        sessionId: touch,
        visitorId: touch,
        unheardOf: odd,
      },
      optional,
    );
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: body }, { weight: 1, arbitrary: odd }), (given) => {
        expect(outcome(() => readSession(given))).toEqual(outcome(() => parseInput(sessionInput, given)));
      }),
      { numRuns: 3_000 },
    );
  });
});
