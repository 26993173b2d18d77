import { useEffect, useState } from 'react';

/** Whoever closes this goes on where he was when it opened. */
export function useReturnFocus(): void {
  // Asked while drawing: later the dialog has the focus itself.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
