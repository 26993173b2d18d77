import { Button, Checkbox, Input, Select } from 'antd';
import { ArrowLeft, ArrowRight, Plus, Trash2 } from 'lucide-react';
import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { NameFields } from '../definitions/NameFields.js';
import { useText } from '../i18n/text.js';
import { addColumn, changeColumn, moveColumn, removeColumn } from './table-edits.js';
import type { Side, TableColumn } from './table-edits.js';
import { listOf, listText, withType, withText } from './column-settings.js';

interface ColumnsPanelProps {
  readonly definition: DecisionTableDefinition;
  readonly onChange: (change: (table: DecisionTableDefinition) => DecisionTableDefinition) => void;
}

const SIDES: readonly Side[] = ['inputs', 'outputs'];

/** The columns of both sides: their names, types, and where they stand. */
export function ColumnsPanel({ definition, onChange }: ColumnsPanelProps) {
  const text = useText();
  return (
    <section className="ds-panel" aria-label={text('tables.columns')}>
      <h2>{text('tables.columns')}</h2>
      {SIDES.map((side) => (
        <div key={side} className="ds-columns">
          <h3>{text(`tables.${side}`)}</h3>
          {(definition[side] as readonly TableColumn[]).map((column, at) => (
            <ColumnItem
              // A column that gets another id is still the same one under the hand.
              key={at}
              definition={definition}
              side={side}
              column={column}
              at={at}
              onChange={onChange}
            />
          ))}
          <Button
            size="small"
            icon={<Plus size={14} />}
            onClick={() => onChange((table) => addColumn(table, side, text('tables.newColumn')))}
          >
            {text(`tables.add.${side}`)}
          </Button>
        </div>
      ))}
    </section>
  );
}

interface ColumnItemProps extends ColumnsPanelProps {
  readonly side: Side;
  readonly column: TableColumn;
  readonly at: number;
}

function ColumnItem({ definition, side, column, at, onChange }: ColumnItemProps) {
  const text = useText();
  const title = useLocalized();
  const { id } = column;
  const name = title(column.title) || id;
  const last = definition[side].length - 1;
  const move = (by: -1 | 1) => onChange((table) => moveColumn(table, side, id, by));
  return (
    <details className="ds-column">
      <summary>
        <b>{name}</b>
        <span className="dg-t2">
          {text(`tables.types.${column.type}`)} <code>{id}</code>
        </span>
      </summary>
      <ColumnFields
        column={column}
        side={side}
        policy={definition.hitPolicy}
        onChange={(next) => onChange((table) => changeColumn(table, side, id, next))}
      />
      <div className="ds-column-ways">
        <Button
          size="small"
          icon={<ArrowLeft size={14} />}
          aria-label={text('tables.columnLeft', { name })}
          disabled={at === 0}
          onClick={() => move(-1)}
        />
        <Button
          size="small"
          icon={<ArrowRight size={14} />}
          aria-label={text('tables.columnRight', { name })}
          disabled={at === last}
          onClick={() => move(1)}
        />
        <Button
          size="small"
          danger
          icon={<Trash2 size={14} />}
          disabled={last === 0}
          onClick={() => onChange((table) => removeColumn(table, side, id))}
        >
          {text('tables.removeColumn')}
        </Button>
        {last === 0 ? <small className="dg-t2">{text('tables.lastColumn')}</small> : null}
      </div>
    </details>
  );
}

const TYPES = ['number', 'text', 'choice', 'boolean', 'date'] as const;

interface ColumnFieldsProps {
  readonly column: TableColumn;
  readonly side: Side;
  readonly policy: DecisionTableDefinition['hitPolicy'];
  readonly onChange: (next: TableColumn) => void;
}

function ColumnFields({ column, side, policy, onChange }: ColumnFieldsProps) {
  const text = useText();
  const isRanked = policy === 'PRIORITY' || policy === 'OUTPUT_ORDER';
  const field = (name: string, hint?: string) => (
    <label>
      <span>{text(`tables.fields.${name}`)}</span>
      <Input
        value={String((column as Readonly<Record<string, unknown>>)[name] ?? '')}
        onChange={({ target }) => onChange(withText(column, name, target.value))}
      />
      {hint === undefined ? null : <small className="dg-t2">{hint}</small>}
    </label>
  );
  return (
    <div className="ds-fields">
      <NameFields
        label={text('definitions.name')}
        value={column.title}
        onChange={(title) => onChange({ ...column, title })}
      />
      {field('id')}
      <label>
        <span>{text('tables.fields.type')}</span>
        <Select
          value={column.type}
          options={TYPES.map((type) => ({ value: type, label: text(`tables.types.${type}`) }))}
          onChange={(type) => onChange(withType(column, type))}
        />
      </label>
      {column.type === 'number' ? field('scale') : null}
      {column.type === 'number' || column.type === 'date' ? field('minimum') : null}
      {column.type === 'number' || column.type === 'date' ? field('maximum') : null}
      {column.type === 'choice' ? (
        <label>
          <span>{text('tables.fields.choices')}</span>
          <Input.TextArea
            autoSize
            defaultValue={listText(column.choices)}
            onBlur={({ target }) => onChange({ ...column, choices: listOf(target.value) })}
          />
        </label>
      ) : null}
      {side === 'inputs'
        ? field('expression', text('tables.expressionHint'))
        : field('default', text('tables.defaultHint'))}
      {side === 'outputs' && isRanked ? (
        <label>
          <span>{text('tables.fields.priority')}</span>
          <Input.TextArea
            autoSize
            defaultValue={listText('priority' in column ? column.priority : undefined)}
            onBlur={({ target }) => onChange({ ...column, priority: listOf(target.value) } as TableColumn)}
          />
        </label>
      ) : null}
      {side === 'inputs' ? (
        <Checkbox
          checked={'required' in column && column.required === true}
          onChange={({ target }) => onChange({ ...column, required: target.checked } as TableColumn)}
        >
          {text('tables.required')}
        </Checkbox>
      ) : null}
    </div>
  );
}
