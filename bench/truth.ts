import { parseArgs } from 'node:util';
import {
  intervalOf,
  isComplete,
  isPrecise,
  isRefuted,
  recommendedSize,
  simulate,
  sizes,
  type Tally,
  together,
} from './truth-run.ts';
import { createWorld, type Habits } from './truth-world.ts';

const { values } = parseArgs({
  options: {
    visits: { type: 'string', default: '100000' },
    days: { type: 'string', default: '60' },
    worlds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const [visits, days, worlds, seed] = [values.visits, values.days, values.worlds, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`;

/** Of each world, one tally a size. */
const tallies: Tally[][] = [];
for (let n = 0; n < worlds; n += 1) {
  const world = createWorld(visits, days, seed + n);
  const size = await recommendedSize(world);
  say(
    `World ${n + 1}: ${visits.toLocaleString('en')} visits over ${days} days, ${world.calls.length.toLocaleString('en')} calls; ${size} numbers are recommended.`,
  );
  tallies.push(sizes.map(([, share]) => simulate(world, Math.max(1, Math.round(size * share)))));
}
const ofSize = sizes.map((_, at) => tallies.flatMap((own) => own.slice(at, at + 1)));

say(
  '\n| numbers | world | visits shown the fallback | EXACT | wrong | precision | wrong in truth, 95 % | AMBIGUOUS | other | recall | of all calls |',
);
say('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
const row = (label: string, world: string, tally: Tally, of: number): void => {
  const cells = [
    `${tally.numbers} (${label})`,
    world,
    percent(tally.overflowVisits, visits * of),
    tally.exact.toLocaleString('en'),
    tally.wrong,
    percent(tally.exact - tally.wrong, tally.exact),
    intervalOf(tally.wrong, tally.exact)
      .map((share) => percent(share, 1))
      .join(' – '),
    tally.ambiguous.toLocaleString('en'),
    tally.none.toLocaleString('en'),
    percent(tally.found, tally.knowable),
    percent(tally.exact - tally.wrong, tally.calls),
  ];
  say(`| ${cells.join(' | ')} |`);
};
for (const [at, [label]] of sizes.entries()) {
  const own = ofSize[at] ?? [];
  for (const [n, tally] of own.entries()) row(label, String(n + 1), tally, 1);
  if (own.length > 1) row(label, 'all', together(own), own.length);
}
say(
  '\n“Wrong in truth” is the interval that holds the true share in 95 of 100 cases: one world has too few calls to tell it closer. Recall counts the calls somebody with all records could credit: those while the number was the visitor’s, grace included, and later ones by a phone that had called then. The last column counts every call: those hours late, those made from another phone and by people who were on no page too.',
);

/** Worlds other than attribution assumes, so that what it assumes is not what makes it right. */
const unlike: readonly (readonly [string, Partial<Habits>])[] = [
  ['three times as many calls hours later', { whileOpen: 0.85 }],
  ['a fifth withhold their number', { withheld: 0.2 }],
  ['a third calls after closing the page', { whileOpen: 0.69, soonAfter: 0.3 }],
  ['… and twice as late', { soonMean: 8 }],
  ['few callers', { calls: 0.03 }],
  ['many callers', { calls: 0.2 }],
  ['a fifth calls again', { callsBack: 0.2 }],
  ['a third of them from another phone', { otherPhone: 0.3 }],
  ['a fifth of phones is shared', { sharedPhone: 0.2 }],
  ['hardly anybody presses the number', { mobilePresses: 0.3, desktopPresses: 0 }],
  ['half of visits are returns', { returning: 0.5 }],
];
say('\nOther worlds, one of each, at the recommended size and at a fifth of it:\n');
say(
  '| world | EXACT | wrong | recall | EXACT | wrong | recall |\n| --- | --- | --- | --- | --- | --- | --- |',
);
for (const [label, change] of unlike) {
  const world = createWorld(visits, days, seed + worlds, change);
  const size = await recommendedSize(world);
  const cells = [1, 0.2].flatMap((share) => {
    const { exact, wrong, found, knowable } = simulate(world, Math.round(size * share));
    return [exact.toLocaleString('en'), wrong, percent(found, knowable)];
  });
  say(`| ${[label, ...cells].join(' | ')} |`);
}

const [recommended = []] = ofSize;
const imprecise = ofSize.flat().filter((tally) => !isPrecise(tally)).length;
say(
  imprecise === 0
    ? '\nIn every world and at every size EXACT was right in at least 999 of 1,000.'
    : `\nIn ${imprecise} of ${ofSize.flat().length} runs more than 1 in 1,000 EXACT was wrong.`,
);
if (
  !ofSize.every((own) => isPrecise(together(own))) ||
  ofSize.flat().some(isRefuted) ||
  !recommended.every(isComplete)
) {
  say(
    'Missed: all worlds together must be right in 999 of 1,000 at every size, none may be wrong beyond chance, and recall reach 98 % in each at the recommended size.',
  );
  process.exitCode = 1;
}
