import { Button } from 'antd';
import { ArrowUpFromLine, Trash2 } from 'lucide-react';
import type { Issue } from '@dougong/kernel/foundation';
import type { ConnectorComparison, ConnectorExport, Definition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { NameFields } from '../definitions/NameFields.js';
import { useText } from '../i18n/text.js';
import { IssueLines } from './ConnectionFindings.js';
import { Fold } from './Fold.js';
import { formOf, formOptions, stateOptions, tableOptions } from './form-options.js';
import { ChoiceInput, TextInput } from './Inputs.js';
import { withProperty } from './map-edits.js';
import { MapTable, SourceCell } from './MapTable.js';

interface ExportItemProps {
  readonly item: ConnectorExport;
  readonly all: readonly Definition[];
  readonly findings: readonly Issue[];
  readonly onChange: (item: ConnectorExport | undefined) => void;
}

type PartProps = Pick<ExportItemProps, 'item' | 'all'> & {
  readonly onChange: (item: ConnectorExport) => void;
};

/** Where vouchers keep their rows. */
const VOUCHER_LINES = 'lines';

/** To which address, how often, and how the other side knows a repeat. */
function Calling({ item, onChange }: PartProps) {
  const text = useText();
  return (
    <div className="ds-fields">
      <ChoiceInput
        label={text('connectors.method')}
        value={item.method}
        options={(['POST', 'PUT'] as const).map((value) => ({
          value,
          label: text(`connectors.method_${value}`),
        }))}
        onChange={(method) =>
          method !== undefined && onChange({ ...item, method: method as ConnectorExport['method'] })
        }
      />
      <TextInput
        label={text('connectors.path')}
        isSource
        value={item.path}
        onChange={(path) => onChange({ ...item, path })}
      />
      <TextInput
        label={text('connectors.keyHeader')}
        isSource
        placeholder="Idempotency-Key"
        value={item.keyHeader}
        onChange={(keyHeader) => onChange(withProperty(item, 'keyHeader', keyHeader))}
      />
      <TextInput
        label={text('connectors.answerKey')}
        isSource
        placeholder="/data/id"
        value={item.answerKey}
        onChange={(answerKey) => onChange(withProperty(item, 'answerKey', answerKey))}
      />
      <TextInput
        label={text('connectors.schedule')}
        isSource
        placeholder="0 3 * * *"
        value={item.schedule}
        onChange={(schedule) => onChange(withProperty(item, 'schedule', schedule))}
      />
    </div>
  );
}

/** Whose records, and in which state. */
function OfForm({ item, all, onChange }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const form = formOf(all, item.form);
  return (
    <>
      <ChoiceInput
        label={text('connectors.exportForm')}
        value={item.form}
        options={formOptions(all, title)}
        onChange={(key) => key !== undefined && onChange({ ...item, form: key })}
      />
      <ChoiceInput
        label={text('connectors.inState')}
        isOptional
        placeholder={text('connectors.anyState')}
        value={item.states?.[0]}
        options={stateOptions(form, title)}
        onChange={(state) =>
          onChange(withProperty(item, 'states', state === undefined ? undefined : [state]))
        }
      />
    </>
  );
}

/** What goes out, and to where. */
function Sending({ item, all, onChange }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const from = (next: string | undefined) => {
    const { form: _form, states: _states, condition: _condition, ...others } = item;
    if (next === 'vouchers') return onChange({ ...others, from: 'vouchers' });
    onChange({ ...item, from: 'form', form: item.form ?? formOptions(all, title)[0]?.value ?? 'form' });
  };
  return (
    <div className="ds-fields">
      <NameFields
        label={text('definitions.name')}
        value={item.title}
        onChange={(words) => onChange({ ...item, title: { ...words } })}
      />
      <TextInput
        label={text('definitions.key')}
        isSource
        value={item.id}
        onChange={(id) => onChange({ ...item, id })}
      />
      <ChoiceInput
        label={text('connectors.from')}
        value={item.from}
        options={(['vouchers', 'form'] as const).map((value) => ({
          value,
          label: text(`connectors.from_${value}`),
        }))}
        onChange={from}
      />
      {item.from === 'form' ? <OfForm {...{ item, all, onChange }} /> : null}
    </div>
  );
}

/** The rows of a table, as a list in the body. */
function Lines({ item, all, onChange }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const { lines } = item;
  const form = formOf(all, item.form);
  const tables =
    item.from === 'vouchers'
      ? [{ value: VOUCHER_LINES, label: text('connectors.voucherLines') }]
      : tableOptions(form, title);
  return (
    <>
      <h3>{text('connectors.lines')}</h3>
      <div className="ds-fields">
        <ChoiceInput
          label={text('connectors.table')}
          isOptional
          placeholder={text('connectors.noLines')}
          value={lines?.table}
          options={tables}
          onChange={(table) =>
            onChange(
              withProperty(
                item,
                'lines',
                table === undefined ? undefined : { at: '/lines', body: {}, ...lines, table },
              ),
            )
          }
        />
        {lines === undefined ? null : (
          <TextInput
            label={text('connectors.linesAt')}
            isSource
            value={lines.at}
            onChange={(place) => onChange({ ...item, lines: { ...lines, at: place } })}
          />
        )}
      </div>
      {lines === undefined ? null : (
        <BodyTable
          title={text('connectors.lines')}
          body={lines.body}
          onChange={(body) => onChange({ ...item, lines: { ...lines, body } })}
        />
      )}
    </>
  );
}

interface BodyTableProps {
  readonly title: string;
  readonly body: Readonly<Record<string, string>>;
  readonly onChange: (body: Readonly<Record<string, string>>) => void;
}

/** Places of what is sent, and the formulas that fill them. */
function BodyTable({ title, body, onChange }: BodyTableProps) {
  const text = useText();
  return (
    <MapTable<string>
      title={title}
      nameHead={text('connectors.place')}
      valueHead={text('connections.formula')}
      map={body}
      newName="/value"
      newValue=""
      onChange={onChange}
      valueCell={(value, label, onValue) => <SourceCell value={value} label={label} onValue={onValue} />}
    />
  );
}

const COMPARISON: ConnectorComparison = { path: '/', day: 'day', records: '/data', key: '/number' };

/** What the other side holds of a day, set against what was sent. */
function Comparing({ item, onChange }: PartProps) {
  const text = useText();
  const { comparison } = item;
  const set = (next: ConnectorComparison | undefined) => onChange(withProperty(item, 'comparison', next));
  if (comparison === undefined)
    return (
      <Button size="small" onClick={() => set(COMPARISON)}>
        {text('connectors.addComparison')}
      </Button>
    );
  const total = comparison.total ?? { at: '', formula: '' };
  const setTotal = (next: typeof total) =>
    set(withProperty(comparison, 'total', next.at === '' && next.formula === '' ? undefined : next));
  return (
    <>
      <h3>{text('connectors.comparison')}</h3>
      <div className="ds-fields">
        {(['path', 'day', 'records', 'key'] as const).map((name) => (
          <TextInput
            key={name}
            label={text(`connectors.comparison_${name}`)}
            isSource
            value={comparison[name]}
            onChange={(value) => set({ ...comparison, [name]: value })}
          />
        ))}
        <TextInput
          label={text('connectors.totalAt')}
          isSource
          value={total.at}
          onChange={(place) => setTotal({ ...total, at: place })}
        />
        <TextInput
          label={text('connectors.totalFormula')}
          isSource
          value={total.formula}
          onChange={(formula) => setTotal({ ...total, formula })}
        />
        <TextInput
          label={text('connectors.schedule')}
          isSource
          value={comparison.schedule}
          onChange={(schedule) => set(withProperty(comparison, 'schedule', schedule))}
        />
      </div>
      <Button size="small" onClick={() => set(undefined)}>
        {text('connectors.removeComparison')}
      </Button>
    </>
  );
}

/** One export: what goes out, how it is written, and how it is compared. */
export function ExportItem({ item, all, findings, onChange }: ExportItemProps) {
  const text = useText();
  const title = useLocalized();
  const part = { item, all, onChange };
  return (
    <Fold isFaulty={findings.length > 0}>
      <summary>
        <ArrowUpFromLine size={14} aria-hidden="true" />
        <b>{title(item.title) || item.id}</b>
        <span className="dg-t2">
          {item.method} <code>{item.path}</code>
        </span>
      </summary>
      <Sending {...part} />
      <Calling {...part} />
      <h3>{text('connectors.body')}</h3>
      <BodyTable
        title={text('connectors.body')}
        body={item.body}
        onChange={(body) => onChange({ ...item, body })}
      />
      <Lines {...part} />
      <Comparing {...part} />
      <IssueLines findings={findings} />
      <div className="ds-column-ways">
        <Button size="small" danger icon={<Trash2 size={14} />} onClick={() => onChange(undefined)}>
          {text('connectors.removeExport')}
        </Button>
      </div>
    </Fold>
  );
}
