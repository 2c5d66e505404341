import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bodyTypes, callbackFor, type Json } from '../integrations/kit/carrier.ts';
import { Rejected } from '../integrations/kit/errors.ts';
import { formFields } from '../integrations/kit/forms.ts';
import type { Action, Integration } from '../integrations/kit/integration.ts';
import { integrations } from '../integrations/registry.ts';
import { usualTuning } from '../src/delivery/tuning.ts';
import { arbitrarySnapshot } from './support/arbitrary-snapshots.ts';
import { sourceFiles } from './support/imports.ts';

const root = join(import.meta.dirname, '../integrations');
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const sentence = /^[A-Z].{10,300}[.!?]$/s;
const entries = await readdir(root, { withFileTypes: true });
const folders = entries
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map(({ name }) => name);
const runs = Number(process.env['FUZZ_RUNS'] ?? 100);

it('every folder is registered under its own name, and nothing else is', () => {
  expect(integrations.map(({ id }) => id).sort()).toEqual([...folders].sort());
});

/** What the vendor's form asks for, and the schema behind it. */
const formsOf = ({ auth, settings, actions }: Integration): readonly (readonly [string, z.ZodObject])[] => [
  ['settings', settings],
  ...(auth.kind === 'secret' ? [['secrets', auth.fields] as const] : []),
  ...actions.map((action) => [`${action.id} settings`, action.settings] as const),
];

const valuesFor = (schema: z.ZodObject): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      formFields(schema).map((field) => [
        field.name,
        fc.constantFrom<unknown>(
          // Of each field only what it takes: of a form of ten, chance alone would hardly ever fill all.
          ...[
            field.placeholder,
            field.defaultValue,
            ...field.choices.map(({ value }) => value),
            field.choices.map(({ value }) => value),
            ['1', 'text'],
            '1234567890',
            '+12125550177',
            'https://example.com/',
            true,
            false,
            7,
            undefined,
          ].filter((value) => schema.shape[field.name]?.safeParse(value).success),
        ),
      ]),
    ),
  );

/** Settings a person could have saved. */
const settingsFor = (schema: z.ZodObject): fc.Arbitrary<Record<string, unknown>> =>
  valuesFor(schema)
    .map((values) => schema.safeParse(values))
    .filter((read) => read.success)
    .map((read) => read.data as Record<string, unknown>);

const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
};

const isSwitch = (value: string): boolean => value === 'no';
const isRoot = (value: string): boolean => value.startsWith('https://') && !value.endsWith('/');

describe.each(integrations.map((integration) => [integration.id, integration] as const))(
  '%s',
  (id, integration) => {
    it('has the files that make an integration', async () => {
      const files = await readdir(join(root, id));
      expect(files).toEqual(expect.arrayContaining(['index.ts', 'README.md', 'sandbox.ts']));
      expect(files.some((name) => name.endsWith('.test.ts'))).toBe(true);
      const readme = await readFile(join(root, id, 'README.md'), 'utf8');
      expect(readme).toMatch(/^# \S/);
      expect(readme.length).toBeGreaterThan(400);
      const own = (await import(join(root, id, 'index.ts'))) as Record<string, unknown>;
      expect(Object.values(own)).toContain(integration);
      const sandbox = (await import(join(root, id, 'sandbox.ts'))) as Record<string, unknown>;
      expect(Object.values(sandbox).some((value) => typeof value === 'function')).toBe(true);
    });

    it('says what it is', () => {
      expect(id).toMatch(kebab);
      expect(integration.name).toMatch(/^\S(.*\S)?$/);
      expect(integration.description).toMatch(sentence);
      for (const [name, value] of Object.entries(integration.endpoints)) {
        // A switch for demos is off, and a list of hosts empty, unless an installation says otherwise.
        const closed = isSwitch(value) || value === '';
        expect(isRoot(value) || closed, `endpoint ${name}`).toBe(true);
      }
    });

    it('can be signed in to', () => {
      const { auth, endpoints } = integration;
      if (auth.kind === 'secret') {
        const fields = formFields(auth.fields);
        expect(fields.some(({ kind }) => kind === 'SECRET')).toBe(true);
        for (const { name, kind } of fields)
          if (/token|secret|password|key$/i.test(name)) expect(kind, name).toBe('SECRET');
      }
      if (auth.kind !== 'oauth2') return;
      for (const address of [auth.authorizeUrl(endpoints), auth.tokenUrl(endpoints)]) {
        expect(new URL(address).href).toMatch(/^https:/);
        expect(
          Object.values(endpoints).some((end) => address.startsWith(`${end}/`)),
          address,
        ).toBe(true);
      }
      expect(auth.scopes.length).toBeGreaterThan(0);
      for (const scope of auth.scopes) expect(scope).toMatch(/^\S+$/);
      // These are the host's: an integration that sets one would break the sign-in.
      const own = ['client_id', 'redirect_uri', 'response_type', 'state', 'scope', 'code_challenge'];
      expect(Object.keys(auth.authorizeParams ?? {}).filter((name) => own.includes(name))).toEqual([]);
    });

    it('labels and explains every field of its forms', () => {
      for (const [form, schema] of formsOf(integration)) {
        const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
        for (const field of formFields(schema)) {
          const where = `${form}: ${field.name}`;
          const property = properties[field.name] as z.core.JSONSchema.JSONSchema;
          expect(field.name, where).toMatch(/^[a-z][A-Za-z0-9]*$/);
          expect(property.title, where).toMatch(/^[A-Z].{2,}$/);
          expect(field.help, where).toMatch(sentence);
          // Only secrets are sealed: a secret among the settings would be stored in the clear.
          if (form !== 'secrets') expect(field.kind, where).not.toBe('SECRET');
          const types = [property.type ?? 'object'].flat().filter((type) => type !== 'null');
          expect(['string', 'number', 'integer', 'boolean', 'array'], where).toEqual(
            expect.arrayContaining(types),
          );
          if (field.kind === 'CHOICE') expect(field.choices.length, where).toBeGreaterThan(1);
          for (const { value, label } of field.choices) expect(label, where).not.toBe(value);
        }
      }
    });

    it('refuses what is no settings with a reason for the field', () => {
      for (const [form, schema] of formsOf(integration)) {
        for (const { name, required } of formFields(schema)) {
          const read = schema.safeParse({ [name]: { not: 'a value' } });
          expect(
            read.error?.issues.some(({ path }) => path[0] === name),
            `${form}: ${name}`,
          ).toBe(true);
          if (required) expect(schema.safeParse({}).success, `${form}: ${name}`).toBe(false);
        }
      }
    });

    it('makes its client without talking to anybody', async () => {
      const never = (): never => {
        throw new Error('The client talked to the vendor.');
      };
      const [settings] = fc.sample(settingsFor(integration.settings), 1);
      const client = integration.client({
        endpoints: integration.endpoints,
        settings: settings ?? {},
        secrets: {},
        token: never,
        renewToken: never,
        exchange: never,
        signal: new AbortController().signal,
      });
      expect(client).toBeDefined();
    });

    it('has something to do: actions, or calls to bring in', () => {
      expect(integration.actions.length > 0 || integration.carrier !== undefined).toBe(true);
      const ids = integration.actions.map((action) => action.id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  },
);

const allActions = integrations.flatMap(({ id, actions }) =>
  actions.map((action): [string, Action] => [`${id}.${action.id}`, action]),
);

describe.each(allActions)('%s', (_, action) => {
  it('says what it does, within bounds the host can keep', () => {
    expect(action.id).toMatch(kebab);
    expect(action.title).toMatch(/^[A-Z].{5,60}[^.]$/);
    expect(action.description).toMatch(sentence);
    const { batchSize, perSecond, timeoutSeconds } = action.limits;
    expect(Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 2_000).toBe(true);
    expect(perSecond).toBeGreaterThan(0);
    expect(timeoutSeconds).toBeGreaterThanOrEqual(5);
    // A delivery counts as lost by then; a try that lived longer would be sent twice.
    expect(timeoutSeconds).toBeLessThanOrEqual(usualTuning.lostAfter - 10);
  });

  it('judges any call without throwing, changing it or changing its mind', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(arbitrarySnapshot, settingsFor(action.settings), moment, (call, settings, now) => {
        deepFreeze([call, settings]);
        const again = (): readonly unknown[] => [
          action.target?.(settings) ?? '',
          action.ineligible?.(call, settings, now) ?? null,
        ];
        const [target, reason] = again();
        expect(again()).toEqual([target, reason]);
        expect(typeof target).toBe('string');
        if (reason !== null) expect(reason).toMatch(/^[A-Z].{8,300}$/s);
        if (reason !== null && call.caller.number) expect(reason).not.toContain(call.caller.number.slice(3));
      }),
      { numRuns: runs },
    );
  });
});

const carriers = integrations.flatMap(({ id, auth, carrier }) =>
  carrier ? [[id, carrier, auth] as const] : [],
);

describe.each(carriers)('%s as a carrier', (id, carrier, auth) => {
  const names = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'From', 'To'),
    fc.string({ maxLength: 12 }),
  );
  const values = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', ' ', '+12125550177', '0'),
  );
  const request = fc.record({
    callback: fc.constantFrom(...Object.keys(carrier.callbacks)),
    url: fc.constantFrom(`https://ringpath.example/carriers/${id}/voice`, ''),
    headers: fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ maxLength: 40 })),
    bodyType: fc.constantFrom(...carrier.bodyTypes),
    rawBody: fc.uint8Array({ maxLength: 40 }),
    params: fc.dictionary(names, values, { maxKeys: 8 }),
    json: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
    place: fc.constantFrom('ring', null),
    receivedAt: fc.constant(new Date('2026-11-20T15:00:00.000Z')),
  });

  it('takes two places: its folder and a line of the registry', () => {
    const elsewhere = sourceFiles().filter(
      ({ path, text }) =>
        /^(integrations|schema|src)\//.test(path) &&
        !path.startsWith(`integrations/${id}/`) &&
        !/^src\/demo\/|\.test\.ts$/.test(path) &&
        text.toLowerCase().includes(id),
    );
    expect(elsewhere.map(({ path }) => path)).toEqual(['integrations/registry.ts']);
  });

  it('takes secrets from a person', () => {
    expect(auth.kind).toBe('secret');
  });

  it('reads any request: events, or Rejected', () => {
    fc.assert(
      fc.property(request, (given) => {
        for (const found of [carrier.accountKey(given), carrier.dialled(given)])
          expect(typeof (found ?? '')).toBe('string');
        // Whatever header it is signed in, without a secret nobody can have signed it.
        const headers = new Proxy(given.headers, { get: () => 'c2lnbmVk' });
        expect(carrier.verify({ ...given, headers }, {})).toBe(false);
        try {
          for (const event of carrier.parse(given)) {
            expect(event.callKey).toMatch(/\S/);
            expect(new Date(event.at).toISOString()).toBe(event.at);
          }
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          expect(error.reason).toMatch(/^[A-Z]/);
        }
      }),
      { numRuns: runs },
    );
  });

  it('declares what the host needs', () => {
    for (const purpose of ['CALL', 'DIAL_ENDED', 'STATUS', 'RECORDING'] as const)
      expect(callbackFor(carrier, purpose)).toMatch(kebab);
    expect(Object.keys(carrier.callbacks).filter((name) => !kebab.test(name))).toEqual([]);
    expect(carrier.bodyTypes.filter((type) => !bodyTypes.includes(type))).toEqual([]);
    expect(carrier.linkedAccountKey({})).toBe('');
  });

  it('names the languages of its voices as the rest of the world does', () => {
    expect(carrier.languages).toContain('en-US');
    expect(Intl.getCanonicalLocales([...carrier.languages])).toEqual(carrier.languages);
  });

  it('says nothing when there is nothing to say', () => {
    if (carrier.answer.kind === 'DOCUMENT') expect(carrier.answer.render([]).body).not.toBe('');
  });
});
