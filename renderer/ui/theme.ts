import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eef1ff',
  '#dbe1ff',
  '#b7c2ff',
  '#9dadff',
  '#8598ff',
  '#6f86ff',
  '#5c72f0',
  '#4c64e6',
  '#4459dc',
  '#3a4ecb',
]

/** Mantine, told to use the tokens of theme.css; controls are 28 px high and calm. */
export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'accent',
  primaryShade: { dark: 7, light: 8 },
  colors: { accent },
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '20px', xl: '24px' },
  respectReducedMotion: true,
  components: {
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { shadow: 'md', offset: 4 } } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 500, withArrow: false, offset: 6 } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 10,
        overlayProps: { color: 'var(--shade)', backgroundOpacity: 1 },
        transitionProps: { duration: 90 },
      },
    },
    Menu: { defaultProps: { shadow: 'md', offset: 4, transitionProps: { duration: 60 } } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--bg2)',
  '--mantine-color-text': 'var(--fg1)',
  '--mantine-color-dimmed': 'var(--fg3)',
  '--mantine-color-bright': 'var(--fg1)',
  '--mantine-color-placeholder': 'var(--fg3)',
  '--mantine-color-default': 'var(--bg3)',
  '--mantine-color-default-hover': 'var(--bg4)',
  '--mantine-color-default-color': 'var(--fg1)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-error': 'var(--failed)',
  '--mantine-color-disabled': 'var(--bg4)',
  '--mantine-color-disabled-color': 'var(--fg3)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-line)',
  '--mantine-color-accent-filled': 'var(--accent)',
}

/** Where Mantine names a colour of its own, it gets one of ours. */
export const colours: CSSVariablesResolver = () => ({ variables: shared, dark: shared, light: shared })
