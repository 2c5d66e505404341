import { z } from 'zod';
import { e164 } from '../integrations/kit/phone.ts';

/** Good for a laptop only: everybody can read it here. */
const developmentSecret = 'development only: anybody can read this in the source';

const roles = ['api', 'worker'] as const;
export type Role = (typeof roles)[number];

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const flag = z
  .enum(['yes', 'no', 'true', 'false', '1', '0'])
  .transform((text) => ['yes', 'true', '1'].includes(text));

const variables = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  DATA_DIR: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: url.optional(),
  SECRET_KEY: z.string().default(developmentSecret),
  ROLES: z
    .string()
    .default('api,worker')
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  FALLBACK_DESTINATION: z
    .string()
    .transform((text) => e164(text))
    .pipe(z.string({ error: 'must be a phone number with its country code, like +12125550100' }))
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  GRAPHQL_INTROSPECTION: flag.default(false),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(20),
});

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
  /** By integration id. */
  readonly oauthApps: Readonly<Record<string, OAuthApp>>;
}

type Variables = Readonly<Record<string, string | undefined>>;

const productionProblems = (read: z.infer<typeof variables>): string[] => {
  const problems: string[] = [];
  const keys = read.SECRET_KEY.split(',');
  if (keys.includes(developmentSecret))
    problems.push('SECRET_KEY is not set. Make one: openssl rand -base64 48');
  else if (keys.some((key) => key.length < 32))
    problems.push('SECRET_KEY has fewer than 32 characters. Make one: openssl rand -base64 48');
  if (!read.PUBLIC_URL)
    problems.push(
      'PUBLIC_URL is not set. It is the https address carriers, browsers and vendors reach this server under.',
    );
  else if (!read.PUBLIC_URL.startsWith('https://')) problems.push('PUBLIC_URL must be https in production.');
  if (!read.FALLBACK_DESTINATION)
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
  const read = variables.safeParse(set);
  const problems = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const apps = appsOf(set, oauthIntegrations, problems);
  if (read.success && read.data.NODE_ENV === 'production') problems.push(...productionProblems(read.data));
  if (!read.success || problems.length > 0) {
    throw new Error(`Ringpath cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
  const { data } = read;
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
    oauthApps: apps,
  };
};
