import { Button, Segmented } from 'antd';
import { Plus } from 'lucide-react';
import type { Condition } from '@dougong/kernel/metadata';
import { useDraft } from '../../editing/use-draft.js';
import { useText } from '../../i18n/text.js';
import { useConditionPlace } from './condition-place.js';
import { conditionSentence } from '../../surroundings/condition-sentence.js';
import { conditionOf, rowsOf } from './condition-rows.js';
import type { ConditionRow, ConditionRows } from './condition-rows.js';
import { isComplete } from './row-operators.js';
import { RowEditor } from './RowEditor.js';
import './conditions.css';

interface ConditionEditorProps {
  readonly value: Condition | undefined;
  readonly onChange: (value: Condition | undefined) => void;
}

const EMPTY_ROW: ConditionRow = { field: '', operator: '==', value: { kind: 'none' } };

/** A condition as rows, read back as one sentence. One that rows cannot show is read only until it is replaced. */
export function ConditionEditor({ value, onChange }: ConditionEditorProps) {
  const text = useText();
  const rows = rowsOf(value);
  if (rows === undefined) {
    return (
      <div className="ds-stack">
        <Sentence value={value} />
        <p className="ds-help">{text('condition.complex')}</p>
        <Button onClick={() => onChange(undefined)}>{text('condition.replace')}</Button>
      </div>
    );
  }
  return <RowsEditor value={value} onChange={onChange} />;
}

function Sentence({
  value,
  pending = false,
}: {
  readonly value: Condition | undefined;
  readonly pending?: boolean;
}) {
  const text = useText();
  const { names } = useConditionPlace();
  const sentence = conditionSentence(value, names);
  if (sentence === '')
    return (
      <p className="ds-sentence is-empty">{text(pending ? 'condition.incomplete' : 'condition.empty')}</p>
    );
  return (
    <p className={`ds-sentence${sentence === undefined ? ' is-faulty' : ''}`} aria-live="polite">
      {sentence === undefined ? text('condition.incomplete') : text('condition.sentence', { sentence })}
    </p>
  );
}

function RowsEditor({ value, onChange }: ConditionEditorProps) {
  const text = useText();
  const { fields } = useConditionPlace();
  const [draft, setDraft] = useDraft<Condition | undefined, ConditionRows>(
    value,
    (stored) => rowsOf(stored) ?? { join: 'and', rows: [] },
    (rows) => conditionOf({ ...rows, rows: rows.rows.filter(isComplete) }),
    onChange,
  );
  const rows = draft.rows.length === 0 ? [EMPTY_ROW] : draft.rows;
  const setRows = (next: readonly ConditionRow[]) => setDraft({ ...draft, rows: next });
  return (
    <div className="ds-stack">
      {rows.length < 2 ? null : (
        <Segmented<'and' | 'or'>
          aria-label={text('condition.join')}
          block
          value={draft.join}
          onChange={(join) => setDraft({ ...draft, join })}
          options={[
            { value: 'and', label: text('condition.all') },
            { value: 'or', label: text('condition.any') },
          ]}
        />
      )}
      <ul className="ds-stack">
        {rows.map((row, at) => (
          <RowEditor
            key={at}
            row={row}
            at={at}
            fields={fields}
            onChange={(next) => setRows(rows.map((entry, index) => (index === at ? next : entry)))}
            onRemove={() => setRows(rows.filter((_, index) => index !== at))}
          />
        ))}
      </ul>
      <Button type="dashed" block icon={<Plus size={14} />} onClick={() => setRows([...rows, EMPTY_ROW])}>
        {text('condition.add')}
      </Button>
      <Sentence value={value} pending={draft.rows.length > 0} />
    </div>
  );
}
