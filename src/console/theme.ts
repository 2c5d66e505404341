import {
  Badge,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Paper,
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
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
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
      styles: { root: { textTransform: 'none', fontWeight: 550, letterSpacing: 0 } },
    }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg' } }),
    Modal: Modal.extend({
      defaultProps: { radius: 'lg', overlayProps: { backgroundOpacity: 0.4, blur: 2 } },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'md' } }),
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

/** The page lies one step behind its panels. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--ground': '#f6f7f9', '--panel': '#ffffff', '--hover': '#f3f5fa', '--line': '#e4e7ec' },
  dark: { '--ground': '#0f1114', '--panel': '#16191d', '--hover': '#1d2127', '--line': '#2a2f37' },
});
