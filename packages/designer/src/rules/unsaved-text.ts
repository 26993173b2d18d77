import { keepUnsavedOf, unsavedOf } from '../drafts/unsaved.js';

/** The text of a rule that was typed and not saved; `null` when it is as stored. */
export function unsavedText(rule: string): string | null {
  return unsavedOf('rule', rule);
}

/** Keeps what is typed; `null` forgets it. */
export function keepUnsaved(rule: string, typed: string | null): void {
  keepUnsavedOf('rule', rule, typed);
}
