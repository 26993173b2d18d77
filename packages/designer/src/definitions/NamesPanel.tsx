import type { Localized } from '@dougong/kernel/foundation';
import { useText } from '../i18n/text.js';
import { NameFields } from './NameFields.js';

interface NamesPanelProps {
  readonly title: Localized;
  readonly onChange: (title: Localized) => void;
}

/** What a definition is called, in a panel of its own. */
export function NamesPanel({ title, onChange }: NamesPanelProps) {
  const text = useText();
  return (
    <section className="ds-panel" aria-label={text('definitions.names')}>
      <h2>{text('definitions.names')}</h2>
      <div className="ds-fields">
        <NameFields label={text('definitions.name')} value={title} onChange={onChange} />
      </div>
    </section>
  );
}
