import { distance } from 'fastest-levenshtein';

const most = 3;

/** How far a name is from what somebody wrote; its last word, as in `callerNumber`, counts as if it were all of it. */
const farness = (written: string, name: string): number => {
  const last = name.slice(Math.max(name.search(/[A-Z][a-z0-9]*$/), name.lastIndexOf('.') + 1));
  return Math.min(
    distance(written.toLowerCase(), name.toLowerCase()),
    distance(written.toLowerCase(), last.toLowerCase()) + 1,
  );
};

/** The names somebody may have meant, nearest first. */
const nearest = (written: string, names: Iterable<string>): readonly string[] => {
  const ranked = [...names]
    .map((name) => ({ name, far: farness(written, name) }))
    .sort((a, b) => a.far - b.far);
  const farthest = Math.min(Math.max(1, written.length * 0.4), (ranked[0]?.far ?? 0) + 1);
  return ranked
    .filter(({ far }) => far <= farthest)
    .slice(0, most)
    .map(({ name }) => name);
};

/** " Did you mean `campaign`?", or nothing when nothing is near. */
export const didYouMean = (written: string, names: Iterable<string>): string => {
  const near = nearest(written, names).map((name) => `\`${name}\``);
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
};
