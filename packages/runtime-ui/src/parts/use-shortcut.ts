import { useEffect, useRef } from 'react';
import { isTyping } from '@dougong/ui/shell';

interface ShortcutOptions {
  /** Works while a text is being typed: for combinations with Ctrl or Cmd. */
  readonly whileTyping?: boolean;
  readonly enabled?: boolean;
}

const COMPOSING_KEY_CODE = 229;

function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}

function dialogIsOpen(): boolean {
  return document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null;
}

/**
 * Listens to a key of the page. Single letters never fire inside a text, nothing fires while a Chinese word is being
 * composed or a dialog is open. `mod+s` is Ctrl or Cmd with S.
 */
export function useShortcut(
  key: string,
  action: () => void,
  { whileTyping = false, enabled = true }: ShortcutOptions = {},
): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const [modifier, letter] = key.startsWith('mod+') ? [true, key.slice('mod+'.length)] : [false, key];
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === COMPOSING_KEY_CODE || event.defaultPrevented) return;
      if (event.key.toLowerCase() !== letter.toLowerCase()) return;
      if (modifier ? !(event.ctrlKey || event.metaKey) || event.altKey : !isPlain(event)) return;
      if ((!whileTyping && isTyping(event.target)) || dialogIsOpen()) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [key, whileTyping, enabled]);
}
