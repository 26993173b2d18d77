import { useEffect, useState } from 'react';
import { Modal } from 'antd';
import { useUiText } from '../i18n/index.js';
import { KeyCap } from './KeyCap.js';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** True while the key belongs to a text that is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function useQuestionMark(onQuestion: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.isComposing || event.ctrlKey || event.metaKey || isTyping(event.target))
        return;
      event.preventDefault();
      onQuestion();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onQuestion]);
}

/** Opens and closes the sheet; `?` opens it anywhere outside a text. */
export function useShortcutSheet(): { readonly open: boolean; show(): void; hide(): void } {
  const [open, setOpen] = useState(false);
  const [control] = useState(() => ({ show: () => setOpen(true), hide: () => setOpen(false) }));
  useQuestionMark(control.show);
  return { open, ...control };
}

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly groups: readonly ShortcutGroup[];
}

/** Every key that the page listens to. */
export function ShortcutSheet({ open, onClose, groups }: ShortcutSheetProps) {
  const text = useUiText();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={text('shell.shortcuts')} width={640}>
      <div className="dg-shortcuts">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.does}>
                  <dt>
                    {shortcut.keys.map((key) => (
                      <KeyCap key={key} name={key} />
                    ))}
                  </dt>
                  <dd>{shortcut.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
