import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button } from 'antd';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { kindIcon, kindOf } from './field-kinds.js';
import { fieldRows } from './field-place.js';
import type { FieldPlace, FieldRow } from './field-place.js';
import { useKindTitle } from './use-kind-title.js';

interface FieldListProps {
  readonly form: FormDefinition;
  readonly parts: readonly CatalogPart[];
  readonly chosen: string | undefined;
  /** Problems by path of the field. */
  readonly faults: ReadonlyMap<string, number>;
  readonly onChoose: (path: string) => void;
  readonly onMove: (place: FieldPlace, by: -1 | 1) => void;
}

/** The fields in the order of the form, the columns of a table set in below it. */
export function FieldList({ form, parts, chosen, faults, onChoose, onMove }: FieldListProps) {
  const text = useText();
  return (
    <ol className="ds-fieldlist" aria-label={text('forms.list')}>
      {fieldRows(form).map((row) => (
        <FieldItem
          key={row.path}
          row={row}
          parts={parts}
          isChosen={row.path === chosen}
          faults={faults.get(row.path) ?? 0}
          onChoose={() => onChoose(row.path)}
          onMove={(by) => onMove(row, by)}
        />
      ))}
    </ol>
  );
}

interface FieldItemProps {
  readonly row: FieldRow;
  readonly parts: readonly CatalogPart[];
  readonly isChosen: boolean;
  readonly faults: number;
  readonly onChoose: () => void;
  readonly onMove: (by: -1 | 1) => void;
}

function FieldItem({ row, parts, isChosen, faults, onChoose, onMove }: FieldItemProps) {
  const text = useText();
  const title = useLocalized();
  const kindTitle = useKindTitle(parts);
  const Icon = kindIcon(kindOf(row.field) ?? '');
  const name = title(row.field['x-title']) || row.key;
  return (
    <li className={`${isChosen ? 'is-chosen' : ''} ${row.line === undefined ? '' : 'is-column'}`}>
      <button type="button" className="ds-field-row" aria-pressed={isChosen} onClick={onChoose}>
        <Icon size={16} aria-hidden="true" />
        <span className="ds-field-name">
          <b>{name}</b>
          <code>{row.path}</code>
        </span>
        <span className="ds-field-kind">{kindTitle(row.field)}</span>
        <span className="ds-field-marks">
          {row.isRequired ? <span className="ds-mark">{text('forms.required')}</span> : null}
          {faults > 0 ? (
            <span className="ds-mark is-fault">{text('forms.faults', { count: faults })}</span>
          ) : null}
        </span>
      </button>
      <Button
        type="text"
        size="small"
        icon={<ArrowUp size={14} />}
        disabled={!row.canRise}
        aria-label={text('forms.up', { name })}
        onClick={() => onMove(-1)}
      />
      <Button
        type="text"
        size="small"
        icon={<ArrowDown size={14} />}
        disabled={!row.canSink}
        aria-label={text('forms.down', { name })}
        onClick={() => onMove(1)}
      />
    </li>
  );
}
