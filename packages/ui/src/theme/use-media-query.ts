import { useCallback, useSyncExternalStore } from 'react';

/** Below this width lines become cards and the navigation a bottom bar. */
export const PHONE_WIDTH_MAX_PX = 767;

function mediaList(query: string): MediaQueryList | null {
  return typeof window !== 'undefined' && typeof window.matchMedia === 'function'
    ? window.matchMedia(query)
    : null;
}

/** Follows a media query; false where the device cannot tell. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = mediaList(query);
      list?.addEventListener('change', onChange);
      return () => list?.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => mediaList(query)?.matches ?? false,
    () => false,
  );
}

/** True on a phone-wide page. */
export function useIsPhone(): boolean {
  return useMediaQuery(`(max-width: ${PHONE_WIDTH_MAX_PX}px)`);
}
