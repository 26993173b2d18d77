/** What was typed and not saved, so that a reload brings it back. It lives as long as the tab. */

function keyOf(kind: string, key: string): string {
  return `dougong.${kind}.${key}`;
}

/** What was left unsaved; `null` when nothing was. */
export function unsavedOf(kind: string, key: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(kind, key));
  } catch {
    return null;
  }
}

/** Keeps what is typed; `null` forgets it. */
export function keepUnsavedOf(kind: string, key: string, typed: string | null): void {
  try {
    if (typed === null) sessionStorage.removeItem(keyOf(kind, key));
    else sessionStorage.setItem(keyOf(kind, key), typed);
  } catch {
    // Private windows may refuse storage; the text then lasts as long as the page.
  }
}
