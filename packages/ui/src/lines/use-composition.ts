import { useMemo } from 'react';

/** Keys that an input method sends while it composes carry this code. */
const COMPOSING_KEY_CODE = 229;

export interface Composition {
  start(): void;
  end(): void;
  /** Whether text is being composed now: nothing may be written back. */
  isComposing(): boolean;
  /** Whether a key belongs to the input method and means nothing to the grid. */
  ownsKey(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean;
}

/** Follows an input method. */
export function createComposition(
  later: (callback: () => void) => void = (callback) => void setTimeout(callback, 0),
): Composition {
  let composing = false;
  let justEnded = false;
  return {
    start: () => {
      composing = true;
    },
    end: () => {
      composing = false;
      // Some browsers send compositionend before the Enter that confirmed the text; that Enter must not move on.
      justEnded = true;
      later(() => {
        justEnded = false;
      });
    },
    isComposing: () => composing,
    ownsKey: (event) => composing || justEnded || event.isComposing || event.keyCode === COMPOSING_KEY_CODE,
  };
}

export function useComposition(): Composition {
  return useMemo(() => createComposition(), []);
}
