import { useEffect } from 'react';
import type { FormState } from '@dougong/ui/forms';

const DRAFT_DELAY_MS = 400;

/** Keeps what is typed in this browser, a moment after the last key. */
export function useDraftKeeping(state: FormState, save: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = state.subscribeAll(() => {
      clearTimeout(timer);
      timer = setTimeout(save, DRAFT_DELAY_MS);
    });
    const flush = () => save();
    window.addEventListener('pagehide', flush);
    return () => {
      stop();
      clearTimeout(timer);
      window.removeEventListener('pagehide', flush);
      save();
    };
  }, [state, save]);
}
