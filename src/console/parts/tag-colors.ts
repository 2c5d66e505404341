import { sentence } from './format.ts';

/** The palette tags choose from, by name: each has a tone for the light and one for the dark scheme. */
const tagColors = [
  'gray',
  'red',
  'orange',
  'yellow',
  'lime',
  'green',
  'teal',
  'cyan',
  'blue',
  'indigo',
  'violet',
  'grape',
  'pink',
] as const;

export const tagColorChoices = tagColors.map((value) => ({ value, label: sentence(value) }));

/** The colour to paint; grey for a name this palette does not have. */
export const tagPaint = (name: string): string =>
  `var(--mantine-color-${tagColors.find((color) => color === name) ?? 'gray'}-6)`;
