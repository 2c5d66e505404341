import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { callers, trackers } from '../schema/index.ts';
import { typedId } from '../src/ids.ts';
import { systemReach } from '../src/reach.ts';
import { setupChanged } from '../src/setup/cache.ts';
import { firefox } from './support/browsers.ts';
import { graphqlFor, sendSigned, voiceFields } from './support/front-door.ts';
import { type Harbor, startHarbor } from './support/harbor.ts';

interface Shown {
  readonly sessionId: string;
  readonly swaps: readonly { readonly to: string }[];
}

/** A web site whose pool has two numbers and shows the poster's when both are taken. */
const website = async () => {
  const harbor = await startHarbor();
  const { stack, accountId, pool } = harbor;
  await stack.db.inAccount(systemReach(accountId, 'test'), async (tx) => {
    await tx.update(trackers).set({ fallbackNumber: '+12125550142' }).where(eq(trackers.id, pool.tracker.id));
    await setupChanged(tx, { accountId, companyId: null }, pool.tracker.id, 'A fallback');
  });
  stack.setup.forget(accountId);
  const api = await graphqlFor(stack, accountId);
  return { harbor, api, ...visitorsOf(harbor) };
};

const visitorsOf = ({ stack, company }: Harbor) => {
  const post = async (path: string, body: object): Promise<Response> =>
    fetch(`${stack.url}/dni/sessions${path}`, {
      method: 'POST',
      headers: { 'user-agent': firefox },
      body: JSON.stringify({ companyKey: company.publicKey, ...body }),
    });
  return {
    post,
    arrive: async (query: string): Promise<Shown> =>
      (await post('', {
        landingPage: `https://dental.example/?${query}`,
        numbers: ['(212) 555-0100'],
      }).then((response) => response.json())) as Shown,
  };
};

const ring = async (harbor: Harbor, n: number, to: string, from = '+12125550177') => {
  const CallSid = `CA${String(n).padStart(32, '0')}`;
  const answer = await sendSigned(harbor, 'voice', voiceFields({ CallSid, To: to, From: from }));
  expect(answer.status).toBe(200);
};

const query = `{ calls(first: 20, orderBy: { field: STARTED_AT, direction: ASC }) { nodes {
  id source overflow attribution { confidence reason candidates { id } evidence { kind weight } } } } }`;

describe('calls from the website', () => {
  it('are marked and open when the pool was exhausted, until a person says who called', async () => {
    const { harbor, api, arrive, post } = await website();
    await arrive('utm_source=one');
    await arrive('utm_source=two');
    const late = await arrive('utm_source=three&gclid=abc');
    expect(late.swaps[0]?.to).toBe('+12125550142');
    await ring(harbor, 1, '+12125550142');
    const [open] = (await api.ask(query)).data.calls.nodes;
    expect(open).toMatchObject({
      source: null,
      overflow: true,
      attribution: {
        confidence: 'AMBIGUOUS',
        candidates: [{ id: late.sessionId }],
        evidence: [{ kind: 'OVERFLOW' }, { kind: 'PAGE_OPEN' }],
      },
    });

    const resolve = async (sessionId: string) =>
      (
        await api.ask(
          `mutation ($input: ResolveAttributionInput!) { resolveAttribution(input: $input) {
            call { source clickIds { gclid } attribution { confidence evidence { kind } } } userErrors { code field } } }`,
          { input: { callId: open.id, sessionId } },
        )
      ).data.resolveAttribution;
    expect((await resolve('ses_made_up')).userErrors).toMatchObject([{ field: 'input.sessionId' }]);
    expect((await resolve(typedId('WebSession', harbor.accountId))).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.sessionId' },
    ]);
    expect((await resolve(late.sessionId)).call).toMatchObject({
      source: 'three',
      clickIds: { gclid: 'abc' },
      attribution: { confidence: 'EXACT', evidence: [{ kind: 'PERSON' }, { kind: 'OVERFLOW' }, {}] },
    });

    await post(`/${late.sessionId}/clicks`, { number: '+12125550142', page: '/' });
    await ring(harbor, 2, '+12125550142', '+12125550178');
    expect((await api.ask(query)).data.calls.nodes[1]).toMatchObject({
      source: 'three',
      overflow: true,
      attribution: { confidence: 'EXACT' },
    });
  });

  it('keep where the caller first came from, and know one who dials again', async () => {
    const { harbor, api, arrive, post } = await website();
    const first = await arrive('utm_source=spring');
    await ring(harbor, 1, first.swaps[0]?.to ?? '');
    const known = () =>
      harbor.stack.db.inAccount(systemReach(harbor.accountId, 'test'), (tx) => tx.select().from(callers));
    const [before] = await known();
    expect(before?.firstTouch).toMatchObject({ source: 'spring' });

    // The number goes to somebody else; its first caller still has it.
    await post(`/${first.sessionId}/heartbeat`, {});
    await ring(harbor, 2, first.swaps[0]?.to ?? '');
    const second = await arrive('utm_source=summer');
    await ring(harbor, 3, second.swaps[0]?.to ?? '');
    const [after] = await known();
    expect(after?.firstTouch).toEqual(before?.firstTouch);
    expect(after?.visitorId).not.toBe(before?.visitorId);
    const { nodes } = (await api.ask(query)).data.calls;
    expect(nodes.map(({ source }: { source: string }) => source)).toEqual(['spring', 'spring', 'summer']);
  });
});
