import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLogger } from '../logger.ts';
import { projectRoot } from '../project-root.ts';
import { run } from '../run.ts';
import { type Demo, startDemo } from './demo.ts';

const usage = `npm run demo -- [options]

  --json       print one line of JSON for scripts once everything runs, and nothing else
  --no-world   no simulated visitors and callers
  --data DIR   where the data lies; ./data/demo unless given
  --port N     the server's port; 0 for any, 4000 unless given
`;

const readFlags = () => {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        'no-world': { type: 'boolean', default: false },
        data: { type: 'string', default: join('data', 'demo') },
        port: { type: 'string', default: '4000' },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error('--port must be from 0 to 65535.');
    return { ...values, port };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(2);
  }
};

const forPeople = ({ facts, folder }: Demo, world: boolean): string => `
  Ringpath runs.${world ? ' A first visitor comes from an ad and calls within seconds.' : ''}

  Console    ${facts.consoleUrl}
  GraphQL    ${facts.graphqlUrl}
  Live       ${facts.graphqlWsUrl}
  API key    ${facts.apiKey}

  What the vendors' stand-ins accepted:
${Object.entries(facts.sandboxes)
  .map(([name, url]) => `  ${name.padEnd(11)}${url}/ledger`)
  .join('\n')}

  The data lies in ${folder} and is there again at the next start.
  Ctrl-C stops everything.

`;

const flags = readFlags();
if (flags.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const logger = createLogger('warn', process.stderr);
const world = !flags['no-world'];

run(logger, async () => {
  const root = projectRoot();
  process.stderr.write('Starting the database, the server and the vendors …\n');
  const demo = await startDemo({
    folder: flags.data,
    port: flags.port,
    world,
    root,
    builtDir: join(root, 'dist'),
    logger,
  });
  process.stdout.write(flags.json ? `${JSON.stringify(demo.facts)}\n` : forPeople(demo, world));
  return {
    stop: async () => {
      process.stderr.write('Stopping …\n');
      await demo.stop();
    },
  };
});
