import type { TemplateConflict } from '@dougong/ui/api';
import type { Text } from '../../i18n/text.js';

/** How much of a value is shown where no words are known for it. */
const VALUE_MAX = 160;

/** What a side made of the place: its sentences, else the value that stands there. */
export function sideWords(side: TemplateConflict['mine'], text: Text): readonly string[] {
  return side.told.length > 0 ? side.told : [valueWords(side, text)];
}

/** A value as people read it; nothing there is told apart from an empty one. */
export function valueWords(side: { readonly value?: unknown }, text: Text): string {
  if (!('value' in side)) return text('templates.nothing');
  const { value } = side;
  switch (typeof value) {
    case 'string':
      return value === '' ? text('templates.empty') : value;
    case 'number':
      return String(value);
    case 'boolean':
      return text(value ? 'change.yes' : 'templates.no');
    default:
      return shortened(localizedText(value) ?? JSON.stringify(value));
  }
}

/** A title in both languages is read as both. */
function localizedText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('zh-CN' in value)) return undefined;
  return Object.values(value).join(' / ');
}

function shortened(text: string): string {
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text;
}
