import {
  createTheme,
  rem,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import { brandPalette, FILLED_SHADE } from './palette';

const gray: MantineColorsTuple = [
  '#fafafb', '#f4f5f6', '#eaecee', '#dcdfe3', '#c6cbd1', '#a2a9b3', '#6c7581', '#4b535e', '#2e343c', '#16191e',
];
const dark: MantineColorsTuple = [
  '#e4e6ea', '#c0c5cd', '#9ba2ad', '#6a727e', '#343941', '#282c33', '#1c1f24', '#131518', '#0f1113', '#090a0b',
];

/** The console's look, in the organization's colour. */
export function consoleTheme(brand: string | null): MantineThemeOverride {
  return createTheme({
    colors: { brand: brandPalette(brand), gray, dark },
    primaryColor: 'brand',
    primaryShade: FILLED_SHADE,
    white: '#ffffff',
    black: '#16191e',
    fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
    fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, "SF Mono", Menlo, monospace',
    fontSizes: { xs: rem(12), sm: rem(13.5), md: rem(14), lg: rem(16), xl: rem(20) },
    lineHeights: { xs: '1.4', sm: '1.5', md: '1.55', lg: '1.6', xl: '1.65' },
    headings: {
      fontWeight: '620',
      sizes: {
        h1: { fontSize: rem(22), lineHeight: '1.3' },
        h2: { fontSize: rem(16), lineHeight: '1.4' },
        h3: { fontSize: rem(14.5), lineHeight: '1.45' },
      },
    },
    defaultRadius: 'md',
    radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(12), xl: rem(16) },
    shadows: {
      xs: '0 1px 2px rgb(15 20 30 / 5%)',
      sm: '0 1px 3px rgb(15 20 30 / 7%), 0 1px 2px rgb(15 20 30 / 4%)',
      md: '0 6px 20px -4px rgb(15 20 30 / 12%), 0 2px 6px -2px rgb(15 20 30 / 6%)',
      lg: '0 16px 40px -8px rgb(15 20 30 / 18%), 0 4px 10px -4px rgb(15 20 30 / 8%)',
      xl: '0 24px 60px -12px rgb(15 20 30 / 25%)',
    },
    cursorType: 'pointer',
    focusRing: 'auto',
    respectReducedMotion: true,
    components: componentDefaults,
  });
}

// Plain objects: `Component.extend` would pull every component named here into the first load.
const componentDefaults: MantineThemeOverride['components'] = {
  Anchor: {
    defaultProps: { underline: 'always' },
    styles: { root: { textUnderlineOffset: 3, textDecorationColor: 'color-mix(in srgb, currentColor 35%, transparent)' } },
  },
  Badge: { defaultProps: { variant: 'light', radius: 'sm', size: 'md', fw: 550, tt: 'none' } },
  Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 550 } } },
  Card: {
    defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' },
    styles: { root: { backgroundColor: 'var(--surface-raised)', borderColor: 'var(--line)' } },
  },
  Checkbox: { defaultProps: { radius: 'xs' } },
  Code: { styles: { root: { fontSize: '0.92em' } } },
  Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.35 } } },
  InputWrapper: { styles: { label: { marginBottom: 4, fontWeight: 550 }, description: { marginBottom: 6 } } },
  Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', radius: 'md', position: 'bottom-end' } },
  Modal: { defaultProps: { radius: 'lg', centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
  Paper: { defaultProps: { radius: 'lg' } },
  Skeleton: { defaultProps: { radius: 'sm' } },
  Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
  Tooltip: { defaultProps: { openDelay: 250, withArrow: false, radius: 'sm' } },
};

/** Readable secondary text and quiet surfaces, which Mantine's own defaults miss slightly. */
export const cssVariables: CSSVariablesResolver = (theme) => ({
  variables: {},
  light: {
    '--mantine-color-error': '#c02626',
    '--mantine-color-dimmed': '#5f6874',
    '--mantine-color-placeholder': '#737c88',
    '--mantine-color-anchor': theme.colors.brand?.[7] ?? '',
    '--mantine-color-default-border': '#dfe2e6',
    '--surface-raised': '#ffffff',
    '--surface-sunken': '#fafafb',
    '--surface-hover': '#f4f5f6',
    '--surface-selected': '#ecedf0',
    '--line': '#e8eaed',
  },
  dark: {
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-dimmed': '#9aa2ae',
    '--mantine-color-placeholder': '#7e8793',
    '--mantine-color-anchor': theme.colors.brand?.[4] ?? '',
    '--mantine-color-gray-light': '#262a31',
    '--mantine-color-brand-light': `color-mix(in srgb, ${theme.colors.brand?.[FILLED_SHADE] ?? ''} 32%, transparent)`,
    '--mantine-color-brand-light-hover': `color-mix(in srgb, ${theme.colors.brand?.[FILLED_SHADE] ?? ''} 40%, transparent)`,
    '--mantine-color-brand-light-color': theme.colors.brand?.[2] ?? '',
    '--mantine-color-default-border': '#30353c',
    '--surface-raised': '#16181c',
    '--surface-sunken': '#0f1113',
    '--surface-hover': '#1b1e23',
    '--surface-selected': '#23272d',
    '--line': '#24282e',
  },
});
