import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest, VendorStandIn } from '../kit/sandbox.ts';
import { createOAuth } from './sandbox-oauth.ts';
import { query, search } from './sandbox-search.ts';
import { createStore, type Saved, type Values } from './sandbox-store.ts';

export interface SalesforceSandboxOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Name of the organisation. */
  readonly organisation?: string;
  /** The external id field of Task; null for an organisation that has not made one. */
  readonly keyField?: string | null;
  /** Records that are there from the start, by object. */
  readonly records?: Readonly<Record<string, readonly Values[]>>;
  /** How far search runs behind what was saved. */
  readonly indexLagSeconds?: number;
  readonly duplicateRule?: boolean;
  /** API requests until REQUEST_LIMIT_EXCEEDED. */
  readonly requestLimit?: number;
  readonly tokenSeconds?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface SalesforceStandIn extends VendorStandIn {
  /** Ends every session; a refresh token still opens a new one. */
  readonly expireSessions: () => void;
  /** Takes the permission back: nothing works until a person agrees again. */
  readonly revokeAll: () => void;
}

const memory = z.object({ oauth: z.unknown(), records: z.unknown() });

const organisationId = '00D000000000001AAA';

const complain = (status: number, errorCode: string, message: string): SandboxAnswer => ({
  status,
  body: [{ message, errorCode }],
});

const malformedJson = complain(400, 'JSON_PARSER_ERROR', 'The request body is not valid JSON');
const notFound = complain(404, 'NOT_FOUND', 'The requested resource does not exist');

const parse = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

/** Salesforce's REST API as far as calls need it: sign-in, describe, search, query, leads, tasks by key. */
export const salesforceSandbox = (options: SalesforceSandboxOptions): SalesforceStandIn => {
  const now = options.now ?? Date.now;
  const keyField = options.keyField === undefined ? 'Call_Key__c' : options.keyField;
  const store = createStore({ keyField, duplicateRule: options.duplicateRule ?? false, now });
  for (const [type, list] of Object.entries(options.records ?? {}))
    for (const values of list) store.add(type, values, false);
  const { clientId, clientSecret, tokenSeconds = 7200 } = options;
  const oauth = createOAuth({ clientId, clientSecret, organisationId, tokenSeconds, now });
  const organisation = { Id: organisationId, Name: options.organisation ?? 'Hudson Plumbing' };
  let requests = 0;

  const answerSaved = (saved: Saved, path: string): SandboxAnswer => {
    if ('several' in saved) return { status: 300, body: saved.several.map((id) => `${path}/${id}`) };
    if ('objections' in saved)
      return {
        status: saved.objections[0]?.errorCode === 'NOT_FOUND' ? 404 : 400,
        body: saved.objections,
      };
    return { status: saved.created ? 201 : 200, body: { ...saved, success: true, errors: [] } };
  };

  /** The form of a collection's answer: `statusCode` instead of `errorCode`, no HTTP status of its own. */
  const resultOf = (saved: Saved, field: string): Record<string, unknown> => {
    const failed = (statusCode: string, message: string, fields: readonly string[]) => ({
      success: false,
      errors: [{ statusCode, message, fields }],
    });
    if ('several' in saved)
      return failed(
        'DUPLICATE_EXTERNAL_ID',
        `${field}: more than one record found for external id field: [${saved.several.join(', ')}]`,
        [field],
      );
    const [objection] = 'objections' in saved ? saved.objections : [];
    return objection
      ? failed(objection.errorCode, objection.message, objection.fields)
      : { ...saved, success: true, errors: [] };
  };

  const upsertMany = (type: string, field: string, body: Record<string, unknown>): SandboxAnswer => {
    const list = body['records'] as readonly Values[] | undefined;
    if (!Array.isArray(list)) return complain(400, 'JSON_PARSER_ERROR', 'records: a list is required');
    if (list.length > 200)
      return complain(
        400,
        'EXCEEDED_ID_LIMIT',
        'record limit reached. cannot submit more than 200 records in this call',
      );
    // Nothing here sends the other form, and answering it wrongly would be worse than not at all.
    if (body['allOrNone'] === true) return complain(400, 'INVALID_FIELD', 'allOrNone: not in this sandbox');
    if (!store.types[type]?.fields[field]?.externalId)
      return complain(
        404,
        'NOT_FOUND',
        `Provided external ID field does not exist or is not accessible: ${field}`,
      );
    const keys = list.map((entry) => entry[field]);
    const saved = list.map(({ attributes, [field]: key, ...values }): Saved => {
      const refuse = (errorCode: string, message: string): Saved => ({
        objections: [{ errorCode, message, fields: [field] }],
      });
      if ((attributes as { type?: string } | undefined)?.type !== type)
        return refuse('INVALID_TYPE', 'attributes.type is missing or another type');
      if (typeof key !== 'string' || key === '') return refuse('MISSING_ARGUMENT', `${field} not specified`);
      if (keys.filter((other) => other === key).length > 1)
        return refuse('DUPLICATE_VALUE', `Duplicate external id specified: ${key}`);
      return store.upsert(type, field, key, values);
    });
    return { status: 200, body: saved.map((one) => resultOf(one, field)) };
  };

  const upsertOne = (
    type: string,
    field: string,
    key: string,
    values: Values,
    path: string,
  ): SandboxAnswer =>
    field in values
      ? complain(400, 'INVALID_FIELD', `The ${field} field should not be specified in the sobject data.`)
      : answerSaved(store.upsert(type, field, key, values), path);

  const describe = (type: string): SandboxAnswer => {
    const kind = store.types[type];
    if (!kind) return notFound;
    const fields = Object.entries(kind.fields).map(([name, field]) => ({
      name,
      label: name,
      type: field.type,
      length: field.length ?? 0,
      createable: !field.readOnly,
      updateable: !field.readOnly && !field.createOnly,
      externalId: field.externalId ?? false,
      unique: field.externalId ?? false,
      restrictedPicklist: field.values !== undefined,
      picklistValues: (field.values ?? []).map((value) => ({ value, label: value, active: true })),
    }));
    return { status: 200, body: { name: type, keyPrefix: kind.prefix, fields } };
  };

  const ask = (path: string, text: string): SandboxAnswer => {
    const found =
      path === 'search'
        ? search(store, text, now() - (options.indexLagSeconds ?? 0) * 1000)
        : query(store, text, organisation);
    if ('errorCode' in found) return complain(400, found.errorCode, found.message);
    const { records } = found;
    return {
      status: 200,
      body:
        path === 'search' ? { searchRecords: records } : { totalSize: records.length, done: true, records },
    };
  };

  const api = ({ method, path, query: asked, text }: SandboxRequest): SandboxAnswer => {
    const [, version, rest = ''] = /^\/services\/data\/v(\d+)\.0\/(.+)$/.exec(path) ?? [];
    if (!version || Number(version) < 46 || Number(version) > 67) return notFound;
    const [first = '', ...parts] = rest.split('/').map(decodeURIComponent);
    if (method === 'GET' && (rest === 'search' || rest === 'query')) return ask(rest, asked.get('q') ?? '');
    if (first === 'sobjects') {
      const [type = '', second, third] = parts;
      if (method === 'GET' && second === 'describe') return describe(type);
      const body = parse(text);
      if (method === 'POST' && parts.length === 1)
        return body ? answerSaved(store.create(type, body), path) : malformedJson;
      if (method === 'PATCH' && second && third)
        return body ? upsertOne(type, second, third, body, path) : malformedJson;
    }
    if (method === 'PATCH' && first === 'composite' && parts[0] === 'sobjects' && parts[1] && parts[2]) {
      const body = parse(text);
      return body ? upsertMany(parts[1], parts[2], body) : malformedJson;
    }
    return notFound;
  };

  return {
    ledger: () =>
      store.records
        .filter(({ accepted }) => accepted)
        .map(({ type, id, values }) => ({ type, id, ...values })),
    save: () => ({ oauth: oauth.save(), records: store.records }),
    restore: (saved) => {
      const kept = memory.parse(saved);
      oauth.restore(kept.oauth);
      store.restore(kept.records);
    },
    expireSessions: oauth.expire,
    revokeAll: oauth.revoke,
    handle: (request) => {
      const signedIn = oauth.handle(request);
      if (signedIn) return signedIn;
      if (!oauth.admits(request)) return complain(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
      requests += 1;
      if (requests > (options.requestLimit ?? Number.POSITIVE_INFINITY))
        return complain(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
      if (request.path === '/services/oauth2/userinfo')
        return {
          status: 200,
          body: { user_id: '005000000000001AAA', organization_id: organisationId, name: 'Sandbox user' },
        };
      return api(request);
    },
  };
};
