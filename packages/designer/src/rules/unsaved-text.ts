/** What was typed and not saved, so that a reload brings it back. It lives as long as the tab. */

function keyOf(rule: string): string {
  return `dougong.rule.${rule}`;
}

export function hasUnsaved(rule: string): boolean {
  return unsavedText(rule) !== null;
}

export function unsavedText(rule: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(rule));
  } catch {
    return null;
  }
}

/** Keeps what is typed; `null` forgets it. */
export function keepUnsaved(rule: string, typed: string | null): void {
  try {
    if (typed === null) sessionStorage.removeItem(keyOf(rule));
    else sessionStorage.setItem(keyOf(rule), typed);
  } catch {
    // Private windows may refuse storage; the text then lasts as long as the page.
  }
}
