import { useRef, useState } from 'react';

/** One thing at a time: a second press while the first is under way does nothing. */
export function useOneAtATime<What>(onStart: () => void): {
  /** What is under way. */
  readonly busy: What | null;
  exclusively<T>(what: What, refused: T, work: () => Promise<T>): Promise<T>;
} {
  const [busy, setBusy] = useState<What | null>(null);
  const running = useRef(false);
  const exclusively = async <T>(what: What, refused: T, work: () => Promise<T>): Promise<T> => {
    if (running.current) return refused;
    running.current = true;
    setBusy(() => what);
    onStart();
    try {
      return await work();
    } finally {
      running.current = false;
      setBusy(null);
    }
  };
  return { busy, exclusively };
}
