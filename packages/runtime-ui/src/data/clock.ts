import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;

let now = new Date().toISOString();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = new Date().toISOString();
    listeners.forEach((tell) => tell());
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present for everything on the page, so that all times left agree. */
export function useNow(): string {
  return useSyncExternalStore(subscribe, () => now);
}
