import { Button, Input, Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { FORMULA_VALUE_TYPES } from '@dougong/kernel/metadata';
import type { FormulaDefinition, FormulaParameter, FormulaValueType } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { NameFields } from '../definitions/NameFields.js';
import { useText } from '../i18n/text.js';

interface ParametersPanelProps {
  readonly definition: FormulaDefinition;
  readonly onChange: (change: (formula: FormulaDefinition) => FormulaDefinition) => void;
}

/** What the formula is given, in the order in which it is called, and what it gives. */
export function ParametersPanel({ definition, onChange }: ParametersPanelProps) {
  const text = useText();
  const { parameters, result } = definition;
  const change = (at: number, next: FormulaParameter | undefined) =>
    onChange((formula) => ({
      ...formula,
      parameters: formula.parameters.flatMap((each, index) =>
        index !== at ? [each] : next === undefined ? [] : [next],
      ),
    }));
  const add = () => {
    const name = text('formulas.newParameter');
    const id = `value_${parameters.length + 1}`;
    onChange((formula) => ({
      ...formula,
      parameters: [...formula.parameters, { id, title: { 'zh-CN': name, en: name }, type: 'number' }],
    }));
  };
  return (
    <section className="ds-panel" aria-label={text('formulas.parameters')}>
      <h2>{text('formulas.parameters')}</h2>
      {parameters.length === 0 ? <p className="dg-t2">{text('formulas.noParameters')}</p> : null}
      {parameters.map((parameter, at) => (
        <ParameterItem key={at} parameter={parameter} onChange={(next) => change(at, next)} />
      ))}
      <Button size="small" icon={<Plus size={14} />} onClick={add}>
        {text('formulas.addParameter')}
      </Button>
      <div className="ds-fields ds-result">
        <TypeFields
          label={text('formulas.result')}
          of={result}
          onChange={(next) => onChange((formula) => ({ ...formula, result: next }))}
        />
      </div>
    </section>
  );
}

interface ParameterItemProps {
  readonly parameter: FormulaParameter;
  readonly onChange: (next: FormulaParameter | undefined) => void;
}

function ParameterItem({ parameter, onChange }: ParameterItemProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <details className="ds-column">
      <summary>
        <b>{title(parameter.title) || parameter.id}</b>
        <span className="dg-t2">
          {text(`formulas.types.${parameter.type}`)} <code>{parameter.id}</code>
        </span>
      </summary>
      <div className="ds-fields">
        <NameFields
          label={text('definitions.name')}
          value={parameter.title}
          onChange={(next) => onChange({ ...parameter, title: next })}
        />
        <label>
          <span>{text('definitions.key')}</span>
          <Input
            value={parameter.id}
            onChange={({ target }) => onChange({ ...parameter, id: target.value })}
          />
        </label>
        <TypeFields
          label={text('tables.fields.type')}
          of={parameter}
          onChange={(next) => onChange({ id: parameter.id, title: parameter.title, ...next })}
        />
      </div>
      <Button size="small" danger icon={<Trash2 size={14} />} onClick={() => onChange(undefined)}>
        {text('formulas.removeParameter')}
      </Button>
    </details>
  );
}

type Typed = FormulaDefinition['result'];

interface TypeFieldsProps {
  readonly label: string;
  readonly of: Typed;
  readonly onChange: (next: Typed) => void;
}

function TypeFields({ label, of: { type, scale }, onChange }: TypeFieldsProps) {
  const text = useText();
  const hasScale = type === 'number' || type === 'numbers';
  return (
    <>
      <label>
        <span>{label}</span>
        <Select<FormulaValueType>
          value={type}
          options={FORMULA_VALUE_TYPES.map((each) => ({
            value: each,
            label: text(`formulas.types.${each}`),
          }))}
          onChange={(next) => onChange({ type: next })}
        />
      </label>
      {hasScale ? (
        <label>
          <span>{text('tables.fields.scale')}</span>
          <Input
            value={scale ?? ''}
            inputMode="numeric"
            onChange={({ target: { value } }) =>
              onChange(/^\d{1,2}$/.test(value) ? { type, scale: Number.parseInt(value, 10) } : { type })
            }
          />
        </label>
      ) : null}
    </>
  );
}
