import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('text is quoted where it must be, numbers stay numbers', () => {
  expect(
    csv([
      ['Source', 'Calls'],
      ['google, "ads"', 12],
      ['two\nlines', -3.5],
      [null, 0],
    ]),
  ).toBe('\uFEFFSource,Calls\r\n"google, ""ads""",12\r\n"two\nlines",-3.5\r\n,0\r\n');
});

test('text cannot become a formula', () => {
  expect(csv([['=HYPERLINK("http://x")', '+1', '-1', '@x']])).toBe(
    `\uFEFF"'=HYPERLINK(""http://x"")",'+1,'-1,'@x\r\n`,
  );
});
