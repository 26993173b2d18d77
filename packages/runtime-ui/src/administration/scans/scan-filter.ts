import type { ScanState } from './scan-wire.js';

/** States that somebody looks through; those that wait come first. */
export const SCAN_VIEWS = ['exception', 'resolving', 'resolved', 'dismissed', 'done'] as const;
export type ScanView = (typeof SCAN_VIEWS)[number];

export interface ScanFilter {
  readonly state: ScanView;
  readonly point?: string;
  readonly device?: string;
}

function isView(state: string): state is ScanView {
  return (SCAN_VIEWS as readonly ScanState[]).includes(state as ScanState);
}

/** The filter that an address names: what waits, unless it says otherwise. */
export function scanFilterOf(search: URLSearchParams): ScanFilter {
  const state = search.get('state') ?? '';
  const named = (name: 'point' | 'device') => {
    const value = search.get(name) ?? '';
    return value === '' ? {} : { [name]: value };
  };
  return { state: isView(state) ? state : 'exception', ...named('point'), ...named('device') };
}

/** The address of a filter; what goes without saying is left out. */
export function searchOf({ state, point, device }: ScanFilter): Readonly<Record<string, string>> {
  return {
    ...(state === 'exception' ? {} : { state }),
    ...(point === undefined ? {} : { point }),
    ...(device === undefined ? {} : { device }),
  };
}
