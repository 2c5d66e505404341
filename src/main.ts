import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { integrations } from '../integrations/registry.ts';
import { directory } from '../schema/index.ts';
import { createQueues } from './delivery/queues.ts';
import { type Env, readEnv } from './env.ts';
import { requirePort } from './free-port.ts';
import { createAccount } from './identity/identity.ts';
import { createLogger } from './logger.ts';
import { projectRoot } from './project-root.ts';
import { startRingpath } from './ringpath.ts';
import { run } from './run.ts';
import { createStops } from './stops.ts';
import { startEmbeddedPostgres } from './storage/embedded.ts';
import { migrate } from './storage/migrate.ts';

const oauthIntegrations = integrations.filter(({ auth }) => auth.kind === 'oauth2').map(({ id }) => id);

const environment = (): Env => {
  try {
    return readEnv(process.env, oauthIntegrations);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(1);
  }
};

const { privateHosts, ...env } = environment();
const logger = createLogger(env.logLevel);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

run(logger, async () => {
  const stops = createStops(logger);
  try {
    await requirePort(env.host, env.port);
    let { databaseUrl } = env;
    if (!databaseUrl) {
      const postgres = await startEmbeddedPostgres(env.dataDir);
      stops.add(postgres.stop);
      databaseUrl = postgres.url;
    }
    const root = projectRoot();
    await migrate(databaseUrl, root, createQueues);
    const ringpath = await startRingpath({
      ...env,
      databaseUrl,
      builtDir: join(root, 'dist'),
      endpoints: { email: { privateHosts }, webhook: { privateHosts } },
      logger,
    });
    stops.add(ringpath.stop);

    const keys = await ringpath.db.orm.select().from(directory).where(eq(directory.kind, 'API_KEY')).limit(1);
    if (keys.length === 0) {
      const { key } = await createAccount(ringpath.db, { name: 'My account' });
      say(`First start: an account was made. Its API key is shown this once, keep it: ${key}`);
    }
    say(`Console  ${ringpath.publicUrl}/console/`);
    say(`GraphQL  ${ringpath.publicUrl}/graphql`);
    say(`Live     ${ringpath.publicUrl.replace(/^http/, 'ws')}/graphql`);
    return { stop: stops.all };
  } catch (error) {
    await stops.all();
    throw error;
  }
});
