/** Names of the colour tokens: the same word is the CSS variable (`--text-2`) and the key here. */
export type ColourToken =
  | 'bg'
  | 'surface'
  | 'sunken'
  | 'ink'
  | 'text-2'
  | 'text-3'
  | 'line'
  | 'line-2'
  | 'control'
  | 'primary'
  | 'primary-hover'
  | 'on-primary'
  | 'selected'
  | 'hover'
  | 'red'
  | 'red-tint'
  | 'amber'
  | 'amber-tint'
  | 'green'
  | 'green-tint'
  | 'blue'
  | 'blue-tint'
  | 'violet'
  | 'violet-tint'
  | 'state-free'
  | 'state-held'
  | 'state-check'
  | 'state-moving'
  | 'focus';

export type Palette = Readonly<Record<ColourToken, string>>;

/** The ledger by day: paper, ink, pine green. Red is kept for reversal, negative, refusal and late. */
export const LIGHT: Palette = {
  bg: '#F4F6F5',
  surface: '#FFFFFF',
  sunken: '#F9FAF9',
  ink: '#17201D',
  'text-2': '#4F5A56',
  'text-3': '#606A66',
  line: '#DCE2DF',
  'line-2': '#BAC3BF',
  control: '#7F8884',
  primary: '#0F6B5C',
  'primary-hover': '#0B5549',
  'on-primary': '#FFFFFF',
  selected: '#DDEFEA',
  hover: '#EDF3F1',
  red: '#B3261E',
  'red-tint': '#FCEBEA',
  amber: '#855600',
  'amber-tint': '#FFF3D6',
  green: '#1F6B3A',
  'green-tint': '#E6F4EA',
  blue: '#1F5AA8',
  'blue-tint': '#E8F0FB',
  violet: '#6A4BA3',
  'violet-tint': '#F0EBF9',
  'state-free': '#0F6B5C',
  'state-held': '#4F5A56',
  'state-check': '#B07408',
  'state-moving': '#4F86C9',
  focus: '#0F6B5C',
};

/** The ledger by night. */
export const DARK: Palette = {
  bg: '#141816',
  surface: '#1B201E',
  sunken: '#181C1A',
  ink: '#E6EAE8',
  'text-2': '#A9B3AE',
  'text-3': '#959F9A',
  line: '#2C3330',
  'line-2': '#4A544F',
  control: '#77827D',
  primary: '#4FB8A4',
  'primary-hover': '#6CC9B7',
  'on-primary': '#0B1A16',
  selected: '#1B3A34',
  hover: '#222927',
  red: '#FF8A7A',
  'red-tint': '#3A1F1C',
  amber: '#E8B64C',
  'amber-tint': '#352A10',
  green: '#7FCB97',
  'green-tint': '#18301F',
  blue: '#8DB8F2',
  'blue-tint': '#1A293D',
  violet: '#BFA5EE',
  'violet-tint': '#2A2239',
  'state-free': '#4FB8A4',
  'state-held': '#A9B3AE',
  'state-check': '#E8B64C',
  'state-moving': '#8DB8F2',
  focus: '#4FB8A4',
};

export type Scheme = 'light' | 'dark';

export const PALETTES: Readonly<Record<Scheme, Palette>> = { light: LIGHT, dark: DARK };

/** Latin first: the digits of the Chinese system fonts are poor, and code columns mix scripts. */
export const FONT_FAMILY =
  '"Inter Variable","PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif';

export type Density = 'compact' | 'standard' | 'touch';

/** What one density means in pixels. */
export interface DensityMeasures {
  readonly rowPx: number;
  readonly fontPx: number;
  readonly linePx: number;
  readonly controlPx: number;
}

export const DENSITIES: Readonly<Record<Density, DensityMeasures>> = {
  compact: { rowPx: 28, fontPx: 13, linePx: 20, controlPx: 32 },
  standard: { rowPx: 36, fontPx: 14, linePx: 22, controlPx: 32 },
  touch: { rowPx: 48, fontPx: 16, linePx: 24, controlPx: 44 },
};
