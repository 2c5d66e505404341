import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest, VendorStandIn } from '../kit/sandbox.ts';
import { batchAnswer, createLimits, invalid, notFound, Refused, refuse } from './sandbox-answers.ts';
import { createOauth } from './sandbox-oauth.ts';
import { createSchema, type ObjectType } from './sandbox-properties.ts';
import { createRecords, type StoredRecord } from './sandbox-records.ts';
import { parseSearch } from './sandbox-search.ts';

export interface HubspotSandboxOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly portalId?: number;
  /** Seconds an access token lives; HubSpot's live 1,800. */
  readonly tokenSeconds?: number;
  readonly requestsPerTenSeconds?: number;
  readonly searchesPerSecond?: number;
  /** Milliseconds until the search finds a new record. */
  readonly searchLagMs?: number;
  /** The portal has no room for another unique property. */
  readonly refuseUniqueProperties?: boolean;
  /** Contact properties the portal's own rules demand. */
  readonly requiredContactProperties?: readonly string[];
  /** The portal's call outcomes, when they are not the stock ones. */
  readonly dispositions?: readonly string[];
  readonly owners?: readonly string[];
  readonly now?: () => Date;
}

/** A call HubSpot holds. */
interface LoggedCall {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Ids of the contacts it is on. */
  readonly associations: readonly string[];
  /** Times it was created or updated. */
  readonly writes: number;
}

export interface HubspotSandbox extends VendorStandIn {
  readonly ledger: () => readonly LoggedCall[];
  readonly contacts: () => readonly { id: string; properties: Readonly<Record<string, string>> }[];
  /** A contact a person made; `activeAt` is its last activity. Answers its id. */
  readonly addContact: (properties: Readonly<Record<string, string>>, activeAt?: string) => string;
  /** What a person does in HubSpot. */
  readonly removeCall: (id: string) => void;
  readonly issueToken: (scopes: readonly string[]) => string;
  readonly expireTokens: () => void;
  readonly revokeAll: () => void;
}

const memory = z.object({
  oauth: z.unknown(),
  schema: z.unknown(),
  records: z.unknown(),
  associations: z.array(z.tuple([z.string(), z.array(z.string())])),
});

const strings = z.record(z.string(), z.string());
const reference = z.strictObject({ id: z.string() });
const association = z.strictObject({
  to: reference,
  types: z.array(z.strictObject({ associationCategory: z.string(), associationTypeId: z.int() })).min(1),
});
const createBody = z.strictObject({ properties: strings, associations: z.array(association) });
const updateBody = z.strictObject({ properties: strings });
const inputs = <Shape extends z.ZodType>(input: Shape) =>
  z.strictObject({ inputs: z.array(input).min(1).max(100) });
const upsertBody = inputs(
  z.strictObject({
    id: z.string(),
    idProperty: z.string().optional(),
    objectWriteTraceId: z.string().optional(),
    properties: strings,
  }),
);
const batchReadBody = inputs(reference).extend({
  idProperty: z.string().optional(),
  properties: z.array(z.string()),
  propertiesWithHistory: z.array(z.string()),
});
const associateBody = inputs(z.strictObject({ from: reference, to: reference }));
const associationsBody = inputs(z.strictObject({ id: z.string(), after: z.string().optional() }));

const parse = <Shape extends z.ZodType>(shape: Shape, text: string): z.infer<Shape> => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalid('Invalid input JSON on line 1, column 1');
  }
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw invalid(`Invalid input JSON: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

const read = ['crm.objects.contacts.read'];
const write = ['crm.objects.contacts.write'];

type Handler = (parameters: readonly string[], request: SandboxRequest) => SandboxAnswer;
type Route = readonly [method: string, path: RegExp, scopes: readonly string[], handler: Handler];

/** HubSpot's HTTP API for contacts, calls, their properties and associations, with OAuth, in memory. */
export const hubspotSandbox = (options: HubspotSandboxOptions): HubspotSandbox => {
  const now = options.now ?? (() => new Date());
  const portalId = options.portalId ?? 48_200_113;
  const oauth = createOauth({ ...options, portalId, tokenSeconds: options.tokenSeconds ?? 1_800 }, now);
  const { requestsPerTenSeconds = 100, searchesPerSecond = 5 } = options;
  const count = createLimits({ requestsPerTenSeconds, searchesPerSecond }, now);
  const schema = createSchema({
    refuseUniqueProperties: options.refuseUniqueProperties ?? false,
    dispositions: options.dispositions,
    owners: options.owners ?? [],
  });
  const records = createRecords(schema, {
    searchLagMs: options.searchLagMs ?? 3_000,
    requiredContactProperties: options.requiredContactProperties ?? [],
    now,
  });
  const contactsOfCall = new Map<string, Set<string>>();

  const need = (type: ObjectType, id: string, idProperty?: string): StoredRecord => {
    const record = records.find(type, id, idProperty);
    if (!record) throw notFound(`No ${type} with id ${id}`);
    return record;
  };

  const associate = (callId: string, contactId: string): void => {
    const call = need('calls', callId);
    const contact = need('contacts', contactId);
    contactsOfCall.set(callId, (contactsOfCall.get(callId) ?? new Set()).add(contactId));
    contact.properties['notes_last_updated'] = call.properties['hs_timestamp'] ?? '';
  };

  const linked = (from: ObjectType, id: string): readonly string[] =>
    from === 'calls'
      ? [...(contactsOfCall.get(id) ?? [])]
      : [...contactsOfCall].filter(([, contacts]) => contacts.has(id)).map(([callId]) => callId);

  const create: Handler = ([type], { text }) => {
    const kind = type as ObjectType;
    const { properties, associations } = parse(createBody, text);
    records.check(kind, properties);
    const known = associations.every(({ types }) =>
      types.every((one) => one.associationTypeId === 194 && one.associationCategory === 'HUBSPOT_DEFINED'),
    );
    if (associations.length > 0 && (kind !== 'calls' || !known))
      throw invalid('No association type exists between these objects');
    for (const { to } of associations) need('contacts', to.id);
    const record = records.insert(kind, properties);
    for (const { to } of associations) associate(record.id, to.id);
    return { status: 201, body: records.show(kind, record) };
  };

  const upsert: Handler = ([type], { text }) => {
    const kind = type as ObjectType;
    const { inputs: given } = parse(upsertBody, text);
    if (new Set(given.map(({ id }) => id)).size < given.length)
      throw invalid('Duplicate IDs found in batch input');
    const planned = given.map(({ id, idProperty, properties }) => {
      if (!idProperty) return { record: need(kind, id), properties };
      const record = records.find(kind, id, idProperty);
      const whole = { ...properties, [idProperty]: id };
      records.check(kind, whole, record);
      return { record, properties: whole };
    });
    const results = planned.map(({ record, properties }) => {
      const done = record ? records.change(record, properties) : records.insert(kind, properties);
      return { ...records.show(kind, done), new: !record };
    });
    return batchAnswer(results, now());
  };

  const batchAssociate: Handler = (_, { text }) => {
    const { inputs: given } = parse(associateBody, text);
    for (const { from, to } of given) {
      need('calls', from.id);
      need('contacts', to.id);
    }
    const associationSpec = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 194 };
    for (const { from, to } of given) associate(from.id, to.id);
    return batchAnswer(
      given.map(({ from, to }) => ({ from, to, associationSpec })),
      now(),
    );
  };

  const batchAssociations: Handler = ([from], { text }) => {
    const associationTypes = [{ category: 'HUBSPOT_DEFINED', typeId: 194 }];
    const results = parse(associationsBody, text)
      .inputs.map(({ id }) => ({ id, to: linked(from as ObjectType, id) }))
      .filter(({ to }) => to.length > 0)
      .map(({ id, to }) => ({
        from: { id },
        to: to.map((toObjectId) => ({ toObjectId, associationTypes })),
      }));
    return batchAnswer(results, now());
  };

  const routes: readonly Route[] = [
    [
      'GET',
      /^\/account-info\/2026-03\/details$/,
      ['oauth'],
      () => ({ status: 200, body: account(portalId) }),
    ],
    [
      'GET',
      /^\/crm\/properties\/2026-03\/(calls|contacts)\/(\w+)$/,
      read,
      ([type, name]) => ({ status: 200, body: shown(schema.read(type as ObjectType, name ?? '')) }),
    ],
    [
      'POST',
      /^\/crm\/properties\/2026-03\/(calls|contacts)$/,
      ['crm.schemas.contacts.write'],
      ([type], { text }) => ({
        status: 201,
        body: shown(schema.add(type as ObjectType, parse(z.unknown(), text))),
      }),
    ],
    [
      'POST',
      /^\/crm\/objects\/2026-09\/(calls|contacts)\/search$/,
      read,
      ([type], { text }) => {
        const search = parseSearch(parse(z.unknown(), text));
        const hits = records.search(type as ObjectType, search);
        const results = hits
          .slice(0, search.limit)
          .map((one) => records.show(type as ObjectType, one, search.properties));
        return { status: 200, body: { total: hits.length, results } };
      },
    ],
    ['POST', /^\/crm\/objects\/2026-09\/(calls|contacts)\/batch\/upsert$/, write, upsert],
    [
      'POST',
      /^\/crm\/objects\/2026-09\/(calls|contacts)\/batch\/read$/,
      read,
      ([type], { text }) => {
        const { inputs: given, idProperty, properties } = parse(batchReadBody, text);
        const hits = given.flatMap(({ id }) => records.find(type as ObjectType, id, idProperty) ?? []);
        const results = hits.map((one) => records.show(type as ObjectType, one, properties));
        return batchAnswer(results, now(), hits.length < given.length ? 207 : 200);
      },
    ],
    ['POST', /^\/crm\/objects\/2026-09\/(calls|contacts)$/, write, create],
    [
      'GET',
      /^\/crm\/objects\/2026-09\/(calls|contacts)\/([^/]+)$/,
      read,
      ([type, id], { query }) => {
        const kind = type as ObjectType;
        const record = need(kind, id ?? '', query.get('idProperty') ?? undefined);
        return { status: 200, body: records.show(kind, record) };
      },
    ],
    [
      'PATCH',
      /^\/crm\/objects\/2026-09\/(calls|contacts)\/([^/]+)$/,
      write,
      ([type, id], { text }) => {
        const kind = type as ObjectType;
        const record = need(kind, id ?? '');
        const { properties } = parse(updateBody, text);
        records.check(kind, properties, record);
        return { status: 200, body: records.show(kind, records.change(record, properties)) };
      },
    ],
    [
      'POST',
      /^\/crm\/associations\/2026-09\/(calls)\/(contacts)\/batch\/associate\/default$/,
      write,
      batchAssociate,
    ],
    [
      'POST',
      /^\/crm\/associations\/2026-09\/(calls|contacts)\/(?:calls|contacts)\/batch\/read$/,
      read,
      batchAssociations,
    ],
  ];

  const answer = (request: SandboxRequest): SandboxAnswer => {
    const { method, path } = request;
    if (method === 'GET' && path === '/oauth/authorize') return oauth.authorize(request);
    if (method === 'POST' && path === '/oauth/2026-09/token') return oauth.token(request);
    if (method === 'POST' && path === '/oauth/2026-09/token/revoke') return oauth.revoke(request);
    const granted = oauth.scopesOf(request);
    count(path.endsWith('/search'));
    for (const [verb, pattern, scopes, handler] of routes) {
      const match = verb === method ? pattern.exec(path) : null;
      if (!match) continue;
      const missing = scopes.filter((scope) => !granted.includes(scope));
      if (missing.length > 0) throw lacking(missing);
      return handler(match.slice(1).map(decodeURIComponent), request);
    }
    throw notFound();
  };

  return {
    handle: (request) => {
      try {
        return answer(request);
      } catch (error) {
        if (error instanceof Refused) return error.answer;
        throw error;
      }
    },
    ledger: () =>
      records.all('calls').map(({ id, properties, writes }) => ({
        id,
        properties,
        associations: linked('calls', id),
        writes,
      })),
    save: () => ({
      oauth: oauth.save(),
      schema: schema.save(),
      records: records.save(),
      associations: [...contactsOfCall].map(([callId, contacts]) => [callId, [...contacts]]),
    }),
    restore: (saved) => {
      const kept = memory.parse(saved);
      oauth.restore(kept.oauth);
      schema.restore(kept.schema);
      records.restore(kept.records);
      for (const [callId, contacts] of kept.associations) contactsOfCall.set(callId, new Set(contacts));
    },
    contacts: () => records.all('contacts').map(({ id, properties }) => ({ id, properties })),
    addContact: (properties, activeAt) => {
      const seeded = activeAt ? { ...properties, notes_last_updated: activeAt } : properties;
      return records.seed('contacts', seeded).id;
    },
    removeCall: (id) => {
      records.remove('calls', id);
      contactsOfCall.delete(id);
    },
    issueToken: oauth.issue,
    expireTokens: oauth.expireTokens,
    revokeAll: oauth.revokeAll,
  };
};

const lacking = (scopes: readonly string[]): Refused =>
  refuse(403, 'MISSING_SCOPES', 'This app has not been granted all required scopes to make this call.', [
    { message: 'One or more scopes are missing.', context: { requiredGranularScopes: scopes } },
  ]);

const account = (portalId: number): unknown => ({
  portalId,
  accountType: 'STANDARD',
  timeZone: 'US/Eastern',
  companyCurrency: 'USD',
  additionalCurrencies: [],
  utcOffset: '-05:00',
  utcOffsetMilliseconds: -18_000_000,
  uiDomain: 'app.hubspot.com',
  dataHostingLocation: 'na1',
});

const shown = ({
  readOnly: _,
  ...definition
}: ReturnType<ReturnType<typeof createSchema>['read']>): unknown => definition;
