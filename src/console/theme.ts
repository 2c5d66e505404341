import {
  Badge,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  MultiSelect,
  Paper,
  Select,
  Switch,
  Table,
  Tooltip,
} from '@mantine/core';

/** The one accent. States have their own colours, so this one must not look like any of them. */
const ink: MantineColorsTuple = [
  '#eef1ff',
  '#dce1fd',
  '#b7c1f6',
  '#8f9ef0',
  '#6e80ea',
  '#5a6ee7',
  '#4c5fe0',
  '#3f51d8',
  '#3445b8',
  '#2a3894',
];

const dark: MantineColorsTuple = [
  '#d3d7de',
  '#b9bec8',
  '#8d95a3',
  '#646c7a',
  '#3d434e',
  '#30353e',
  '#23272e',
  '#1a1d22',
  '#14161a',
  '#0e0f12',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark },
  fontFamily: '-apple-system, "Segoe UI", Roboto, Inter, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Badge: Badge.extend({
      defaultProps: { variant: 'light', radius: 'sm' },
      styles: { root: { textTransform: 'none', fontWeight: 500, letterSpacing: 0 } },
    }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg' } }),
    MultiSelect: MultiSelect.extend({ defaultProps: { openOnFocus: false } }),
    Select: Select.extend({
      defaultProps: {
        openOnFocus: false,
        // Where one may search, typing replaces what is chosen instead of going on behind it.
        onClick: ({ currentTarget }) => currentTarget.readOnly || currentTarget.select(),
      },
    }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    Modal: Modal.extend({
      styles: { title: { fontWeight: 650 } },
      defaultProps: { radius: 'lg', overlayProps: { backgroundOpacity: 0.4, blur: 2 } },
    }),
    Table: Table.extend({
      defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'md', borderColor: 'var(--line)' },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        multiline: true,
        maw: 320,
        openDelay: 250,
        events: { hover: true, focus: true, touch: true },
      },
    }),
  },
});

const tinted = ['ink', 'teal', 'blue', 'cyan', 'orange', 'red', 'gray'] as const;

/** Quiet backgrounds for badges and secondary buttons: a breath of the colour on whatever lies behind. */
const tints = (strength: number, shade: number): Record<string, string> =>
  Object.fromEntries(
    tinted.flatMap((color) => [
      [
        `--mantine-color-${color}-light`,
        `color-mix(in srgb, var(--mantine-color-${color}-6) ${strength}%, transparent)`,
      ],
      [
        `--mantine-color-${color}-light-hover`,
        `color-mix(in srgb, var(--mantine-color-${color}-6) ${strength + 6}%, transparent)`,
      ],
      [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-${shade})`],
    ]),
  );

/** The page lies one step behind its panels. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  // The library's own grey and its bright colours are too pale for text on white (WCAG AA wants 4.5 : 1).
  light: {
    ...tints(12, 9),
    '--ground': '#f6f7f9',
    '--panel': '#ffffff',
    '--hover': '#f3f5fa',
    '--line': '#e4e7ec',
    '--mantine-color-text': '#14181f',
    '--mantine-color-dimmed': '#5f6875',
    '--mantine-color-placeholder': '#7d8590',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-red-text': 'var(--mantine-color-red-9)',
    '--mantine-color-red-filled': 'var(--mantine-color-red-9)',
    '--mantine-color-red-filled-hover': '#b02525',
    '--mantine-color-orange-text': '#b3420a',
    '--mantine-color-orange-light-color': '#a83c06',
    '--mantine-color-teal-text': '#087f5b',
    '--mantine-color-teal-light-color': '#066649',
    '--mantine-color-cyan-text': '#0b7285',
  },
  dark: {
    ...tints(17, 3),
    '--ground': '#0f1114',
    '--panel': '#16191d',
    '--hover': '#1d2127',
    '--line': '#2a2f37',
    '--mantine-color-text': '#e3e6eb',
    '--mantine-color-dimmed': '#98a0ad',
  },
});
