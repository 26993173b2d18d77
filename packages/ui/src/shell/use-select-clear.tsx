import { X } from 'lucide-react';
import { useUiText } from '../i18n/index.js';

/** How the button that empties a choice looks and is called in the language of the page: antd calls it by an English word. */
export function useSelectClear() {
  const text = useUiText();
  return { clearIcon: <X size={14} aria-hidden="true" />, label: text('forms.clear') };
}
