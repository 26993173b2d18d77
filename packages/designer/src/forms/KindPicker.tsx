import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { kindIcon, LINES_KIND } from './field-kinds.js';

interface KindPickerProps {
  readonly parts: readonly CatalogPart[];
  readonly chosen: string | undefined;
  /** Whether a table of lines is offered too. */
  readonly withLines: boolean;
  readonly onChoose: (kind: string) => void;
}

/** The kinds that a field may have, with their pictures and what they are for. */
export function KindPicker({ parts, chosen, withLines, onChoose }: KindPickerProps) {
  const text = useText();
  const title = useLocalized();
  const kinds = [
    ...parts.map((part) => ({
      kind: part.kind,
      name: title(part.title),
      about: title(part.description),
    })),
    ...(withLines ? [{ kind: LINES_KIND, name: text('forms.lines'), about: text('forms.linesAbout') }] : []),
  ];
  return (
    <div className="ds-kinds" role="radiogroup" aria-label={text('forms.kind')}>
      {kinds.map(({ kind, name, about }) => {
        const Icon = kindIcon(kind);
        return (
          <label key={kind} className={`ds-kind ${kind === chosen ? 'is-chosen' : ''}`} title={about}>
            <input
              type="radio"
              name="kind"
              value={kind}
              checked={kind === chosen}
              onChange={() => onChoose(kind)}
            />
            <Icon size={16} aria-hidden="true" />
            <span>{name}</span>
          </label>
        );
      })}
    </div>
  );
}
