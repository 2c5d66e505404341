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
 * `spelling` of `swap.from` with the other number's digits in it. Where those do not fit its form, the
 * usual form: international for who wrote internationally, national for the rest.
 */
export const respell = (spelling: string, { from, to, display }: Swap): string => {
  const written = keyOf(spelling);
  const international = written.startsWith('+') || written === digitsOf(from);
  const form = international ? spelling.replace(/\(0\) ?/, '') : spelling;
  const digits = digitsOf(international ? to : display);
  if (digitsOf(form).length !== digits.length) return international ? to : display;
  let next = 0;
  return form.replace(/\d/g, () => digits.charAt(next++));
};

/** Digits with at most three separators between two of them; no line breaks, those end a number. */
const run = /\+?\(?\d(?:[ \u00a0.()/\u2010-\u2013-]{0,3}\d){6,50}/g;
const space = /([ \u00a0]+)/;

/**
 * Offers every stretch of `text` that could be a number to `known`, longest first, and puts its answer in
 * the stretch's place; null leaves the text. Stretches end at spaces, so `24/7 212-555-0100` and two
 * numbers in a row are found too.
 */
export const rewriteNumbers = (text: string, known: (spelling: string) => string | null): string =>
  text.replace(run, (found, at: number) => {
    // Part of a word or an identifier.
    if (at > 0 && /\w/.test(text.charAt(at - 1))) return found;
    const words = found.split(space);
    let written = '';
    for (let start = 0; start < words.length; start += 2) {
      let end = words.length;
      for (; end > start; end -= 2) {
        const spelling = words.slice(start, end).join('');
        const { length } = digitsOf(spelling);
        const answer = length > 6 && length < 16 ? known(spelling) : null;
        if (answer !== null) {
          written += answer + (words[end] ?? '');
          break;
        }
      }
      if (end > start) start = end - 1;
      else written += (words[start] ?? '') + (words[start + 1] ?? '');
    }
    return written;
  });
