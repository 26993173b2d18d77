import type { ShortcutGroup } from '@dougong/ui/shell';
import type { Text } from '../i18n/text.js';

/** Every key of the designer, for the sheet that `?` opens. */
export function shortcutGroups(text: Text): readonly ShortcutGroup[] {
  const shortcut = (name: string, ...keys: string[]) => ({ keys, does: text(`shortcuts.${name}`) });
  return [
    {
      title: text('shortcuts.editing'),
      shortcuts: [
        shortcut('walk', 'Tab', '↑', '↓', '←', '→'),
        shortcut('edit', 'Enter'),
        shortcut('add', '+'),
        shortcut('delete', 'Del'),
        shortcut('duplicate', 'Ctrl', 'D'),
        shortcut('move', 'Alt', '↑↓←→'),
        shortcut('undo', 'Ctrl', 'Z'),
        shortcut('redo', 'Ctrl', 'Y'),
        shortcut('save', 'Ctrl', 'S'),
      ],
    },
    {
      title: text('shortcuts.viewing'),
      shortcuts: [
        shortcut('fit', '1'),
        shortcut('tidy', 'L'),
        shortcut('escape', 'Esc'),
        shortcut('sheet', '?'),
      ],
    },
  ];
}
