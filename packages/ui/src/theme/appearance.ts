import type { Density, Scheme } from './tokens.js';

export type SchemeChoice = Scheme | 'auto';
export type DensityChoice = Density | 'auto';

/** What the user chose; `auto` follows the device. */
export interface Appearance {
  readonly scheme: SchemeChoice;
  readonly density: DensityChoice;
}

const STORAGE_KEY = 'dougong.appearance';
const DEFAULT: Appearance = { scheme: 'auto', density: 'auto' };
const SCHEMES: readonly string[] = ['light', 'dark', 'auto'];
const DENSITY_CHOICES: readonly string[] = ['compact', 'standard', 'touch', 'auto'];

function deviceMatches(query: string): boolean {
  return typeof window !== 'undefined' && typeof window.matchMedia === 'function'
    ? window.matchMedia(query).matches
    : false;
}

/** Reads what was remembered in this browser; anything unreadable counts as not chosen. */
export function loadAppearance(): Appearance {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Record<string, unknown>;
    return {
      scheme: SCHEMES.includes(String(stored['scheme']))
        ? (stored['scheme'] as SchemeChoice)
        : DEFAULT.scheme,
      density: DENSITY_CHOICES.includes(String(stored['density']))
        ? (stored['density'] as DensityChoice)
        : DEFAULT.density,
    };
  } catch {
    return DEFAULT;
  }
}

/** Remembers the choice; a browser that forbids storage just forgets it. */
export function saveAppearance(appearance: Appearance): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(appearance));
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}

/** The scheme to draw now. */
export function effectiveScheme(choice: SchemeChoice): Scheme {
  if (choice !== 'auto') return choice;
  return deviceMatches('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

/** The density to draw now: fingers need bigger rows than a mouse. */
export function effectiveDensity(choice: DensityChoice): Density {
  if (choice !== 'auto') return choice;
  return deviceMatches('(pointer: coarse)') ? 'touch' : 'compact';
}
