/** One number of the page and what stands there instead, as the server answers it. */
export interface Swap {
  readonly from: string;
  readonly to: string;
  readonly display: string;
  readonly spellings: readonly string[];
  readonly leaseId: string | null;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** What two spellings of one number share: its digits, and a plus in front if there is one. */
export const keyOf = (spelling: string): string =>
  /^\W*\+/.test(spelling) ? `+${digitsOf(spelling.replace('(0)', ''))}` : digitsOf(spelling);

/**
 * `spelling` with the other number's digits in it, be it one of `swap.from` or of `swap.to`: international
 * with a plus or a prefix such as `00` in front, else national. Where the digits do not fit its form, the
 * usual form. Where the number itself shall stand, it stays as the page spelled it.
 */
export const respell = (spelling: string, { from, to, display, spellings }: Swap): string => {
  const key = keyOf(spelling);
  const own = [from, to].map(digitsOf).find((digits) => key.endsWith(digits));
  const form = own ? spelling.replace(/\(0\) ?/, '') : spelling;
  const digits = digitsOf(own ? key.slice(0, -own.length) + to : display);
  if (to === from && spellings.includes(key)) return spelling;
  if (digitsOf(form).length !== digits.length) return own ? to : display;
  let next = 0;
  return form.replace(/\d/g, () => digits.charAt(next++));
};

/** Digits with at most three separators between two of them, marks of direction and thin spaces too. */
const run = /\+?\(?\d(?:[\s\u200b-\u2013.()/-]{0,3}\d){6,50}/g;

/**
 * Offers every stretch of `text` that could be a number to `known`, longest first, and puts its answer in
 * the stretch's place; none leaves the text. Stretches end at spaces, so `24/7 212-555-0100` and two
 * numbers in a row are found too.
 */
export const rewriteNumbers = (text: string, known: (spelling: string) => string | undefined): string => {
  /** Words with the spaces between them. */
  const fill = (words: readonly string[]): string => {
    for (let end = words.length; end > 0; end -= 2) {
      const spelling = words.slice(0, end).join('');
      const answer = known(spelling);
      if (answer || end === 1)
        return (answer || spelling) + words.slice(end, end + 1) + fill(words.slice(end + 1));
    }
    return '';
  };
  return text.replace(run, (found, at: number) =>
    // Not inside of a word or an identifier.
    at > 0 && /\w/.test(text.charAt(at - 1)) ? found : fill(found.split(/(\s+)/)),
  );
};
