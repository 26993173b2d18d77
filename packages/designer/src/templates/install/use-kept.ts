import { useCallback, useState } from 'react';

/** A value that outlives a reload of the page in this tab; private browsing without storage keeps it for the page alone. */
export function useKept<T>(name: string, first: T): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name) ?? first);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      try {
        sessionStorage.setItem(name, JSON.stringify(next));
      } catch {
        // Without storage the page still works.
      }
    },
    [name],
  );
  return [value, keep];
}

/** Forgets values by the beginning of their name. */
export function forgetKept(prefix: string): void {
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
