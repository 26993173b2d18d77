import { X } from 'lucide-react';
import { useUiText } from '../i18n/index.js';

/** The mark of a button that empties a field, with its name in the language of the page: antd gives it none. */
export function ClearMark() {
  const text = useUiText();
  return (
    <>
      <X size={14} aria-hidden="true" />
      <span className="dg-sr">{text('forms.clear')}</span>
    </>
  );
}
