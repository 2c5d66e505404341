import { cpus, totalmem } from 'node:os';
import { serverSettings } from './database.ts';
import { type Measurement, median, quantile, type Round, ratioOf, type Timing } from './timing.ts';

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

const latency = (rounds: readonly Round[], side: 'ours' | 'limit'): string => {
  const all = rounds.flatMap((round) => round[side].latencies);
  return all.length === 0 ? '–' : `${ms(quantile(all, 0.5))} / ${ms(quantile(all, 0.99))}`;
};

const cpuOf = (rounds: readonly Round[], side: 'ours' | 'limit'): string => {
  const known = rounds.map((round) => round[side].cpu).filter((cpu) => cpu !== null && cpu !== undefined);
  if (known.length === 0) return '–';
  const part = (name: keyof NonNullable<Timing['cpu']>): string =>
    median(known.map((cpu) => cpu[name])).toFixed(2);
  return `${part('node')} + ${part('postgres')}`;
};

const cpuRatio = (rounds: readonly Round[]): string => {
  const sum = (timing: Timing): number => (timing.cpu ? timing.cpu.node + timing.cpu.postgres : Number.NaN);
  const ratio = median(rounds.map(({ ours, limit }) => sum(limit) / sum(ours)));
  return Number.isNaN(ratio) ? '–' : ratio.toFixed(2);
};

const rateOf = (rounds: readonly Round[], side: 'ours' | 'limit', unit: string): string =>
  `${Math.round(median(rounds.map((round) => round[side].rate))).toLocaleString('en')} ${unit}`;

const row = ({ path, against, target, unit, rounds }: Measurement): readonly string[] => [
  path,
  against,
  `**${median(rounds.map(ratioOf)).toFixed(2)}**`,
  rounds.map((round) => ratioOf(round).toFixed(2)).join(', '),
  `≥ ${target}`,
  rateOf(rounds, 'ours', unit),
  rateOf(rounds, 'limit', unit),
  latency(rounds, 'ours'),
  latency(rounds, 'limit'),
  cpuOf(rounds, 'ours'),
  cpuOf(rounds, 'limit'),
  cpuRatio(rounds),
];

const headings = [
  'path',
  'measured against (the limit)',
  'ratio',
  'rounds',
  'to reach',
  'ours',
  'limit',
  'ours p50 / p99 ms',
  'limit p50 / p99 ms',
  'ours CPU ms',
  'limit CPU ms',
  'ratio by CPU',
];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** For a terminal: each measurement in a few lines. */
export const summary = (measured: readonly Measurement[]): string =>
  measured
    .map((measurement) =>
      row(measurement)
        .map((cell, at) => `  ${headings[at]}: ${cell.replaceAll('**', '')}`)
        .join('\n'),
    )
    .join('\n\n');

/** The file `bench/RESULTS.md`: figures as they were seen, and what they were seen on. */
export const report = (
  measured: readonly Measurement[],
  seen: { readonly date: Date; readonly postgres: string; readonly calls: number; readonly load: number },
): string => {
  const settings = Object.entries(serverSettings).map(([name, value]) => `${name} = ${value}`);
  const notes = measured.flatMap(({ path, notes: own }) =>
    own.map((note) => `- ${path.split(':')[0]}: ${note}`),
  );
  return `# Bench results

Written by \`npm run bench\` on ${seen.date.toISOString().slice(0, 10)}. What counts is the ratio: both sides ran on the
same machine, against the same PostgreSQL, in turns; it is the median of ${measured[0]?.rounds.length ?? 0} rounds. The other figures are
what was seen on the way and say little about another machine. CPU is per unit of work, our process (or the
limit's) + PostgreSQL, where the system tells; the load generator is counted on neither side.

Machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, PostgreSQL ${seen.postgres}. Data: ${seen.calls.toLocaleString('en')} calls over
365 days, 20 accounts, the largest with 29 % of the calls. Processes that wanted a core just before the start: ${seen.load.toFixed(1)}
on average; where others compete for the cores, a limit that works in 16 processes gets more of them than one
server process does, and the ratio by CPU says more than the one by the clock.

${line(headings)}
${line(headings.map(() => '---'))}
${measured.map((measurement) => line(row(measurement))).join('\n')}
${notes.length > 0 ? `\n${notes.join('\n')}\n` : ''}
PostgreSQL settings for both sides, the rest as it comes (commits wait for the disk): ${settings.join(', ')}.
`;
};
