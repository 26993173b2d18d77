import { Button, Radio } from 'antd';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { Issue } from '@dougong/kernel/foundation';
import type { Definition, ScanCode } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { IssueLines } from './ConnectionFindings.js';
import { Fold } from './Fold.js';
import { actionOptions, fieldOptions, formOf, formOptions } from './form-options.js';
import { ChoiceInput, TextInput } from './Inputs.js';
import { withProperty } from './map-edits.js';
import { MapTable, SourceCell } from './MapTable.js';

export interface ScanCodeItemProps {
  readonly code: ScanCode;
  readonly all: readonly Definition[];
  readonly findings: readonly Issue[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onChange: (code: ScanCode | undefined) => void;
  readonly onMove: (by: -1 | 1) => void;
}

/** What a scan does: an action with or without values, values alone, or another record. */
function waysOf({ create }: ScanCode): 'change' | 'create' {
  return create === undefined ? 'change' : 'create';
}

function Summary({ code, all }: Pick<ScanCodeItemProps, 'code' | 'all'>) {
  const text = useText();
  const title = useLocalized();
  const form = formOf(all, code.form);
  const field = form?.schema.properties[code.field];
  const names = {
    form: title(form?.title) || code.form,
    field: title(field?.['x-title']) || code.field,
    prefix: code.prefix ?? '',
  };
  return (
    <summary>
      <b>{text(code.prefix === undefined ? 'scanPoints.codeOf' : 'scanPoints.codeWith', names)}</b>
      <span className="dg-t2">
        <Does code={code} all={all} /> <code>{code.id}</code>
      </span>
    </summary>
  );
}

function Does({ code, all }: Pick<ScanCodeItemProps, 'code' | 'all'>) {
  const text = useText();
  const title = useLocalized();
  if (code.create !== undefined)
    return text('scanPoints.makes', {
      form: title(formOf(all, code.create.form)?.title) || code.create.form,
    });
  const action = formOf(all, code.form)?.lifecycle?.actions?.find(({ id }) => id === code.action);
  if (code.action !== undefined)
    return text('scanPoints.takes', { action: title(action?.title) || code.action });
  return text('scanPoints.writes', { count: Object.keys(code.values ?? {}).length });
}

function Writing({ code, all, onChange }: ScanCodeItemProps) {
  const text = useText();
  const title = useLocalized();
  const form = formOf(all, code.form);
  return (
    <>
      <div className="ds-fields">
        <ChoiceInput
          label={text('scanPoints.action')}
          isOptional
          placeholder={text('scanPoints.noAction')}
          value={code.action}
          options={actionOptions(form, title)}
          onChange={(action) => onChange(withProperty(code, 'action', action))}
        />
      </div>
      <MapTable<string>
        title={text('scanPoints.values')}
        nameHead={text('connections.field')}
        valueHead={text('connections.formula')}
        map={code.values}
        names={fieldOptions(form, title)}
        newName="field"
        newValue="scan.code"
        onChange={(values) =>
          onChange(withProperty(code, 'values', Object.keys(values).length === 0 ? undefined : values))
        }
        valueCell={(value, label, onValue) => <SourceCell value={value} label={label} onValue={onValue} />}
      />
    </>
  );
}

function Making({ code, all, onChange }: ScanCodeItemProps) {
  const text = useText();
  const title = useLocalized();
  const create = code.create ?? { form: code.form, values: {} };
  return (
    <>
      <div className="ds-fields">
        <ChoiceInput
          label={text('scanPoints.madeForm')}
          value={create.form}
          options={formOptions(all, title)}
          onChange={(form) => form !== undefined && onChange({ ...code, create: { form, values: {} } })}
        />
      </div>
      <MapTable<string>
        title={text('scanPoints.madeValues')}
        nameHead={text('connections.field')}
        valueHead={text('connections.formula')}
        map={create.values}
        names={fieldOptions(formOf(all, create.form), title)}
        newName="field"
        newValue="scan.code"
        onChange={(values) => onChange({ ...code, create: { ...create, values } })}
        valueCell={(value, label, onValue) => <SourceCell value={value} label={label} onValue={onValue} />}
      />
    </>
  );
}

/** How a code is recognised. */
function Recognised({ code, all, onChange }: ScanCodeItemProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <div className="ds-fields">
      <ChoiceInput
        label={text('scanPoints.form')}
        value={code.form}
        options={formOptions(all, title)}
        onChange={(form) => form !== undefined && onChange({ ...code, form })}
      />
      <ChoiceInput
        label={text('scanPoints.field')}
        value={code.field}
        options={fieldOptions(formOf(all, code.form), title)}
        onChange={(field) => field !== undefined && onChange({ ...code, field })}
      />
      <TextInput
        label={text('scanPoints.prefix')}
        isSource
        value={code.prefix}
        onChange={(prefix) => onChange(withProperty(code, 'prefix', prefix))}
      />
      <TextInput
        label={text('definitions.key')}
        isSource
        value={code.id}
        onChange={(id) => onChange({ ...code, id })}
      />
    </div>
  );
}

/** One kind of code: how it is recognised, and what its scan does. */
export function ScanCodeItem(props: ScanCodeItemProps) {
  const { code, findings, isFirst, isLast, onChange, onMove } = props;
  const text = useText();
  const way = waysOf(code);
  const change = (next: 'change' | 'create') => {
    const { id, form, field, prefix } = code;
    const head = { id, form, field, ...(prefix === undefined ? {} : { prefix }) };
    onChange(next === 'create' ? { ...head, create: { form, values: {} } } : { ...head, values: {} });
  };
  return (
    <Fold isFaulty={findings.length > 0}>
      <Summary {...props} />
      <Recognised {...props} />
      <Radio.Group
        aria-label={text('scanPoints.does')}
        value={way}
        options={(['change', 'create'] as const).map((value) => ({
          value,
          label: text(`scanPoints.way_${value}`),
        }))}
        onChange={({ target }) => change(target.value as 'change' | 'create')}
      />
      {way === 'create' ? <Making {...props} /> : <Writing {...props} />}
      <IssueLines findings={findings} />
      <div className="ds-column-ways">
        <Button
          size="small"
          icon={<ArrowUp size={14} />}
          disabled={isFirst}
          aria-label={text('forms.up', { name: code.id })}
          onClick={() => onMove(-1)}
        />
        <Button
          size="small"
          icon={<ArrowDown size={14} />}
          disabled={isLast}
          aria-label={text('forms.down', { name: code.id })}
          onClick={() => onMove(1)}
        />
        <Button size="small" danger icon={<Trash2 size={14} />} onClick={() => onChange(undefined)}>
          {text('scanPoints.removeCode')}
        </Button>
      </div>
    </Fold>
  );
}
