import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const steel: MantineColorsTuple = [
  '#eef6fb',
  '#dcebf4',
  '#b4ddf4',
  '#82c6ec',
  '#5fa8d2',
  '#3a87b3',
  '#2b6e99',
  '#155e88',
  '#0f4e73',
  '#0f4467',
]

/** Mantine in Frostkeep's clothes: sizes for a gloved hand, corners and fonts of the tokens. */
export const theme = createTheme({
  colors: { steel },
  primaryColor: 'steel',
  primaryShade: { light: 7, dark: 3 },
  fontFamily: 'var(--font-words)',
  fontFamilyMonospace: 'var(--font-code)',
  fontSizes: { xs: '14px', sm: '16px', md: '16px', lg: '18px', xl: '20px' },
  headings: { fontFamily: 'var(--font-words)', fontWeight: '600' },
  defaultRadius: 'md',
  radius: { xs: '10px', sm: '10px', md: '14px', lg: '18px', xl: '22px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  focusRing: 'auto',
  respectReducedMotion: true,
})

const worn = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-hover': 'var(--surface-2)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--stop)',
  '--mantine-color-anchor': 'var(--steel)',
  '--mantine-primary-color-filled': 'var(--steel)',
  '--mantine-primary-color-filled-hover': 'var(--steel-hover)',
  '--mantine-primary-color-contrast': 'var(--on-steel)',
  '--mantine-primary-color-light': 'var(--steel-soft)',
}

/** Points Mantine's variables at the tokens, so both follow one colour scheme. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: worn,
  dark: worn,
})
