import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { e164 } from '../integrations/kit/phone.ts';

/** Good for a laptop only: everybody can read it here. */
const developmentSecret = 'development only: anybody can read this in the source';

const roles = ['api', 'worker'] as const;
export type Role = (typeof roles)[number];

const yes = ['yes', 'true', '1'];
const no = ['no', 'false', '0'];
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const isUrl = (text: string, protocol: RegExp): boolean => z.url({ protocol }).safeParse(text).success;

/** What an address must be; one message whatever is wrong with it. */
const url = (protocol: RegExp, error: string) =>
  z.string().refine((text) => isUrl(text, protocol), { error });

const whole = (min: number, max: number) => {
  const error = `must be a number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.number().min(min, { error }).max(max, { error }));
};

const flag = z.enum([...yes, ...no], { error: 'must be yes or no' }).transform((text) => yes.includes(text));

/** `https://app.example.com/connected`; http is for a laptop, where nobody listens on the way. */
const isSignInPage = (text: string): boolean => {
  if (!URL.canParse(text) || text.includes('#')) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const local = protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname);
  return (protocol === 'https:' || local) && username === '' && password === '';
};

const variables = {
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: url(/^postgres(ql)?$/, 'must be a postgres:// address').optional(),
  DATA_DIR: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4000),
  PUBLIC_URL: url(/^https?$/, 'must be an address like https://calls.example.com')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  SECRET_KEY: z.string().default(developmentSecret),
  ROLES: z
    .string()
    .default('api,worker')
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles, { error: `must be ${roles.join(', ')} or both with a comma` }))),
  FALLBACK_DESTINATION: z
    .string()
    .transform((text) => e164(text))
    .pipe(z.string({ error: 'must be a phone number with its country code, like +12125550100' }))
    .optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  GRAPHQL_INTROSPECTION: flag.default(false),
  PRIVATE_HOSTS: z.string().default(''),
  SIGN_IN_PAGES: z
    .string()
    .transform((text) => text.split(',').map((page) => page.trim()))
    .pipe(
      z.array(
        z.string().refine(isSignInPage, {
          error: 'must be whole https addresses like https://app.example.com/connected, with commas',
        }),
      ),
    )
    .default([]),
  METRICS_TOKEN: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  DATABASE_CONNECTIONS: whole(2, 500).default(20),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((address) => address.trim()))
    .pipe(
      z.array(
        z.string().refine((text) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text), {
          error: 'must be addresses or ranges like 10.0.0.0/8, with commas',
        }),
      ),
    )
    .default([]),
};

type Read = { readonly [Name in keyof typeof variables]: z.output<(typeof variables)[Name]> };

export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Env {
  readonly production: boolean;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** The first seals, all open: put a new one in front to rotate. */
  readonly secretKeys: readonly [string, ...string[]];
  readonly roles: readonly Role[];
  readonly fallbackDestination: string | null;
  readonly logLevel: string;
  readonly introspection: boolean;
  readonly databaseConnections: number;
  /** Proxies in front whose word on a visitor's address is believed: addresses or ranges. */
  readonly trustedProxies: readonly string[];
  /** Comma-separated names of hosts in private networks that integrations may reach. */
  readonly privateHosts: string;
  /** Pages of frontends, whole addresses, that a sign-in at a vendor may come back to. */
  readonly signInPages: readonly string[];
  /** What `GET /metrics` wants as its bearer token; null: nothing. */
  readonly metricsToken: string | null;
  /** By integration id. */
  readonly oauthApps: Readonly<Record<string, OAuthApp>>;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Each variable on its own: one that cannot be read must not hide what is wrong with the others. */
const readVariables = (given: Variables, problems: string[]): Partial<Read> => {
  const read: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const { success, data, error } = variable.safeParse(given[name]);
    if (success) read[name] = data;
    else problems.push(`${name} ${error.issues[0]?.message ?? 'cannot be read'}.`);
  }
  return read;
};

const isComplete = (read: Partial<Read>): read is Read =>
  Object.keys(variables).every((name) => name in read);

const secretProblem = (secret: string): string | null => {
  const keys = secret.split(',');
  if (keys.includes(developmentSecret)) return 'is not set';
  return keys.some((key) => key.length < 32) ? 'has fewer than 32 characters' : null;
};

const productionProblems = (given: Variables, read: Partial<Read>): string[] => {
  const problems: string[] = [];
  const secret = secretProblem(read.SECRET_KEY ?? '');
  if (secret) problems.push(`SECRET_KEY ${secret}. Make one: openssl rand -base64 48`);
  if (!given['PUBLIC_URL'])
    problems.push(
      'PUBLIC_URL is not set. It is the https address carriers, browsers and vendors reach this server under.',
    );
  else if (read.PUBLIC_URL?.startsWith('http://')) problems.push('PUBLIC_URL must be https in production.');
  if (!given['FALLBACK_DESTINATION'])
    problems.push('FALLBACK_DESTINATION is not set. It is the number that rings when the database is down.');
  return problems;
};

const appsOf = (given: Variables, ids: readonly string[], problems: string[]): Record<string, OAuthApp> => {
  const apps: Record<string, OAuthApp> = {};
  for (const id of ids) {
    const prefix = `OAUTH_${id.toUpperCase().replaceAll('-', '_')}`;
    const clientId = given[`${prefix}_CLIENT_ID`];
    const clientSecret = given[`${prefix}_CLIENT_SECRET`];
    if (clientId && clientSecret) apps[id] = { clientId, clientSecret };
    else if (clientId || clientSecret)
      problems.push(
        `${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET belong together; one of them is missing.`,
      );
  }
  return apps;
};

/** Reads the environment once and reports every problem at once. An empty variable counts as unset. */
export const readEnv = (given: Variables, oauthIntegrations: readonly string[]): Env => {
  const set = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ''),
  );
  const problems: string[] = [];
  const data = readVariables(set, problems);
  if (data.NODE_ENV === 'production') problems.push(...productionProblems(set, data));
  const apps = appsOf(set, oauthIntegrations, problems);
  if (problems.length > 0 || !isComplete(data)) {
    throw new Error(`Ringpath cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
  const [first = developmentSecret, ...others] = data.SECRET_KEY.split(',');
  return {
    production: data.NODE_ENV === 'production',
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    secretKeys: [first, ...others],
    roles: data.ROLES,
    fallbackDestination: data.FALLBACK_DESTINATION ?? null,
    logLevel: data.LOG_LEVEL,
    introspection: data.GRAPHQL_INTROSPECTION,
    databaseConnections: data.DATABASE_CONNECTIONS,
    trustedProxies: data.TRUSTED_PROXIES,
    privateHosts: data.PRIVATE_HOSTS,
    signInPages: data.SIGN_IN_PAGES,
    metricsToken: data.METRICS_TOKEN ?? null,
    oauthApps: apps,
  };
};
