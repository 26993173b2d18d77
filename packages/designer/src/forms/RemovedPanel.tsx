import { Button } from 'antd';
import { RotateCcw } from 'lucide-react';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { removedSince } from './field-edits.js';
import { fieldAt, pathOf, tableOf } from './field-place.js';
import type { FieldPlace } from './field-place.js';
import { useKeptParts } from './field-questions.js';

interface RemovedPanelProps {
  readonly form: FormDefinition;
  readonly published: FormDefinition | null;
  readonly onRestore: (place: FieldPlace, field: FieldDefinition) => void;
}

interface Gone {
  readonly place: FieldPlace;
  readonly field: FieldDefinition;
  /** The first release without it; nothing while it is only out of the draft. */
  readonly release?: number;
}

/** Fields that were taken out and can come back with their values. */
export function RemovedPanel({ form, published, onRestore }: RemovedPanelProps) {
  const text = useText();
  const title = useLocalized();
  const { data: kept = [] } = useKeptParts(form.key);
  const inDraft = removedSince(published, form).flatMap((place): readonly Gone[] => {
    const field = published === null ? undefined : fieldAt(published, place);
    return field === undefined ? [] : [{ place, field }];
  });
  const before = kept.flatMap(({ line, field, definition, release }): readonly Gone[] => {
    const place: FieldPlace = line === undefined ? { key: field ?? '' } : { key: field ?? '', line };
    const isBack = fieldAt(form, place) !== undefined;
    const isHomeless = line !== undefined && tableOf(form, line) === undefined;
    return isBack || isHomeless ? [] : [{ place, field: definition, release }];
  });
  const gone = [...inDraft, ...before];
  if (gone.length === 0) return null;
  return (
    <section className="ds-panel" aria-label={text('forms.removed')}>
      <h2>{text('forms.removed')}</h2>
      <ul className="ds-removed">
        {gone.map(({ place, field, release }) => {
          const name = title(field['x-title']) || place.key;
          return (
            <li key={pathOf(place)}>
              <span>
                <b>{name}</b> <code>{pathOf(place)}</code>
                <small className="dg-t2">
                  {release === undefined
                    ? text('forms.removedDraft')
                    : text('forms.removedRelease', { release })}
                </small>
              </span>
              <Button
                size="small"
                icon={<RotateCcw size={14} />}
                aria-label={text('forms.restoreField', { name })}
                onClick={() => onRestore(place, field)}
              >
                {text('forms.restore')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
