import { pointerTokens } from './pointer.js';

/** Puts the focus into the header field that a pointer names; false when it is not on the page. */
export function focusField(pointer: string, root: ParentNode = document): boolean {
  const [field = ''] = pointerTokens(pointer);
  const box = [...root.querySelectorAll<HTMLElement>('[data-field]')].find(
    (found) => found.dataset['field'] === field,
  );
  const control = box?.querySelector<HTMLElement>('input, textarea, select, button, [tabindex]');
  control?.focus();
  return control != null;
}
