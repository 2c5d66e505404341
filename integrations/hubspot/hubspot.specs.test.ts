import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { type SandboxRequest, startSandbox, type VendorStandIn } from '../kit/sandbox.ts';
import { exampleItem, sandboxClient } from '../kit/testing.ts';
import { hubspot } from './index.ts';
import { hubspotSandbox } from './sandbox.ts';
import { app, itemOf, scopes, vendorIdOf } from './test-portal.ts';

const folder = join(process.env['RINGPATH_VENDOR_SPECS'] ?? '', 'hubspot');
const missing = !process.env['RINGPATH_VENDOR_SPECS'] || !existsSync(folder);

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: object }> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const documents = (): readonly { readonly file: string; readonly document: Document }[] =>
  readdirSync(folder).map((file) => ({
    file,
    document: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document,
  }));

interface Exchanged {
  readonly request: SandboxRequest;
  readonly status: number;
  readonly body: unknown;
}

/** Checks bodies against the operation the vendor documents for a path; complains when there is none. */
const createChecker = () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const known = documents();
  for (const { file, document } of known) ajv.addSchema({ components: document.components }, file);
  const compiled = (file: string, schema: object): ValidateFunction =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${file}#/`)) as object);

  const operation = ({ method, path }: SandboxRequest): { file: string; operation: Operation } | null => {
    const objects = path.includes('/calls') ? 'calls' : 'contacts';
    for (const { file, document } of known) {
      // One document an object type, all with the same path template.
      if (path.startsWith('/crm/objects/') && !file.startsWith(objects)) continue;
      for (const [template, operations] of Object.entries(document.paths)) {
        const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
        const found = operations[method.toLowerCase()];
        if (found && pattern.test(path) && literalParts(template, path)) return { file, operation: found };
      }
    }
    return null;
  };

  return ({ request, status, body }: Exchanged): readonly string[] => {
    const at = `${request.method} ${request.path}`;
    const found = operation(request);
    if (!found) return [`${at}: not in the vendor's description`];
    const complaints: string[] = [];
    const judge = (what: string, schema: object | undefined, value: unknown): void => {
      if (!schema) return;
      const validate = compiled(found.file, schema);
      if (!validate(value)) complaints.push(`${at} ${what}: ${ajv.errorsText(validate.errors)}`);
    };
    const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
    const sent =
      found.operation.requestBody?.content[form ? 'application/x-www-form-urlencoded' : 'application/json'];
    if (request.text)
      judge(
        'request',
        sent?.schema,
        form ? Object.fromEntries(new URLSearchParams(request.text)) : JSON.parse(request.text),
      );
    judge(
      `${status}`,
      found.operation.responses[String(status)]?.content?.['application/json']?.schema,
      body,
    );
    return complaints;
  };
};

/** `/{objectType}/{objectId}` also fits `/calls/search`: the words of a path must be words of the template. */
const literalParts = (template: string, path: string): boolean => {
  const parts = template.split('/');
  return path.split('/').every((part, index) => !['search', 'batch'].includes(part) || parts[index] === part);
};

const portalScenario = async (refuseUniqueProperties: boolean): Promise<readonly Exchanged[]> => {
  const exchanged: Exchanged[] = [];
  const portal = hubspotSandbox({ ...app, refuseUniqueProperties, searchLagMs: 60_000, owners: ['1001'] });
  const recording: VendorStandIn = {
    ledger: portal.ledger,
    handle: async (request) => {
      const answer = await portal.handle(request);
      exchanged.push({ request, status: answer.status, body: answer.body });
      return answer;
    },
  };
  const sandbox = await startSandbox(recording);
  try {
    const endpoints = { app: sandbox.url, api: sandbox.url };
    const value = portal.issueToken(scopes);
    const token = () => Promise.resolve({ value, extra: {} });
    const { client } = sandboxClient(hubspot, { endpoints, token, settings: { ownerId: '1001' } });
    await hubspot.check(client);
    const action = hubspot.actions[0];
    if (!action) throw new Error('hubspot declares no action');
    portal.addContact({ phone: '(212) 555-0201' });
    const items = [itemOf(1), itemOf(2), itemOf(3, {}, null)].map((item) =>
      exampleItem({}, { ...item, settings: {} }),
    );
    const made = await action.run(client, items);
    expect(made.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    const again = items.map((item) => ({ ...item, uncertain: true }));
    await action.run(client, again);
    await action.run(
      client,
      items.map((item, n) => ({ ...item, revision: 2, vendorId: vendorIdOf(made[n]) })),
    );
    // A second contact of the same caller while the search lags: read by our property.
    await action.run(client, [exampleItem({}, { ...itemOf(4), call: itemOf(2).call, settings: {} })]);
  } finally {
    await sandbox.stop();
  }
  return exchanged;
};

describe("the vendor's own API description", () => {
  it.skipIf(missing).each([
    ['an ordinary portal', false],
    ['a portal that refuses unique properties', true],
  ])('accepts every request to %s, and the sandbox answers as it says', async (_, refuses) => {
    const exchanged = await portalScenario(refuses);
    const check = createChecker();
    // The account's details are in none of the files.
    const described = exchanged.filter(({ request }) => !request.path.startsWith('/account-info/'));
    expect(described.length).toBeGreaterThan(10);
    expect(described.flatMap(check)).toEqual([]);
  });

  it.skipIf(missing)('would refuse a wrong request', () => {
    const check = createChecker();
    const request = {
      method: 'POST',
      path: '/crm/objects/2026-09/calls/batch/upsert',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      text: JSON.stringify({
        inputs: [{ id: 'x', properties: { hs_call_duration: 188 }, associations: [] }],
      }),
      root: '',
    };
    expect(check({ request, status: 200, body: {} }).length).toBeGreaterThan(0);
  });

  it.runIf(missing)(
    'was not compared: RINGPATH_VENDOR_SPECS names no folder with hubspot/ in it',
    ({ skip }) => {
      skip('set RINGPATH_VENDOR_SPECS to the folder that holds hubspot/*.json to compare');
    },
  );
});
