import { Button } from 'antd';
import { ArrowDownToLine, Trash2 } from 'lucide-react';
import type { Issue } from '@dougong/kernel/foundation';
import type { ConnectorImport, ConnectorPaging, Definition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { NameFields } from '../definitions/NameFields.js';
import { useText } from '../i18n/text.js';
import { IssueLines } from './ConnectionFindings.js';
import { Fold } from './Fold.js';
import { fieldOptions, formOf, formOptions } from './form-options.js';
import { ChoiceInput, TextInput } from './Inputs.js';
import { withProperty } from './map-edits.js';
import { ImportLines } from './ImportLines.js';
import { MappingTables } from './MappingTables.js';
import { ReadsTable } from './ReadsTable.js';

interface ImportItemProps {
  readonly item: ConnectorImport;
  readonly all: readonly Definition[];
  readonly findings: readonly Issue[];
  readonly onChange: (item: ConnectorImport | undefined) => void;
}

type PartProps = Pick<ImportItemProps, 'item' | 'all'> & {
  readonly onChange: (item: ConnectorImport) => void;
};

const PAGE_SIZE = 100;
const SIZE = /^[1-9]\d{0,3}$/;

/** How their records are asked for, and where they stand in the answer. */
function Asking({ item, onChange }: PartProps) {
  const text = useText();
  return (
    <div className="ds-fields">
      <NameFields
        label={text('definitions.name')}
        value={item.title}
        onChange={(title) => onChange({ ...item, title: { ...title } })}
      />
      <TextInput
        label={text('definitions.key')}
        isSource
        value={item.id}
        onChange={(id) => onChange({ ...item, id })}
      />
      <TextInput
        label={text('connectors.path')}
        isSource
        value={item.path}
        onChange={(path) => onChange({ ...item, path })}
      />
      <TextInput
        label={text('connectors.records')}
        isSource
        placeholder="/data/rows"
        value={item.records}
        onChange={(records) => onChange({ ...item, records })}
      />
      <TextInput
        label={text('connectors.schedule')}
        isSource
        placeholder="30 2 * * *"
        value={item.schedule}
        onChange={(schedule) => onChange(withProperty(item, 'schedule', schedule))}
      />
    </div>
  );
}

/** One page after the other: counted, or each tells how to ask for the next. */
function PagingFields({ item, onChange }: PartProps) {
  const text = useText();
  const { paging } = item;
  const set = (next: ConnectorPaging | undefined) => onChange(withProperty(item, 'paging', next));
  const choose = (by: string | undefined) => {
    if (by === undefined) return set(undefined);
    const { next: _next, ...kept } = paging ?? { parameter: by, size: PAGE_SIZE };
    set(by === 'cursor' ? { ...kept, by, next: '/next' } : { ...kept, by: 'page' });
  };
  return (
    <div className="ds-fields">
      <ChoiceInput
        label={text('connectors.paging')}
        isOptional
        placeholder={text('connectors.noPaging')}
        value={paging?.by}
        options={(['page', 'cursor'] as const).map((value) => ({
          value,
          label: text(`connectors.paging_${value}`),
        }))}
        onChange={choose}
      />
      {paging === undefined ? null : (
        <>
          <TextInput
            label={text('connectors.parameter')}
            isSource
            value={paging.parameter}
            onChange={(parameter) => set({ ...paging, parameter })}
          />
          {paging.by === 'cursor' ? (
            <TextInput
              label={text('connectors.next')}
              isSource
              value={paging.next}
              onChange={(next) => set(withProperty(paging, 'next', next))}
            />
          ) : null}
          <TextInput
            label={text('connectors.sizeParameter')}
            isSource
            value={paging.sizeParameter}
            onChange={(name) => set(withProperty(paging, 'sizeParameter', name))}
          />
          <TextInput
            label={text('connectors.size')}
            value={String(paging.size)}
            onChange={(size) => SIZE.test(size) && set({ ...paging, size: Number.parseInt(size, 10) })}
          />
        </>
      )}
    </div>
  );
}

/** What tells their records apart, and what was seen of them. */
function Knowing({ item, all, onChange }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const reads = Object.keys(item.reads).map((name) => ({ value: name, label: name }));
  return (
    <div className="ds-fields">
      <ChoiceInput
        label={text('connectors.externalKey')}
        value={item.externalKey}
        options={reads}
        onChange={(name) => name !== undefined && onChange({ ...item, externalKey: name })}
      />
      <ChoiceInput
        label={text('connectors.match')}
        isOptional
        placeholder={text('connectors.noMatch')}
        value={item.match}
        options={fieldOptions(formOf(all, item.form), title)}
        onChange={(match) => onChange(withProperty(item, 'match', match))}
      />
      <ChoiceInput
        label={text('connectors.watermark')}
        isOptional
        placeholder={text('connectors.noWatermark')}
        value={item.watermark?.read}
        options={reads}
        onChange={(read) =>
          onChange(
            withProperty(
              item,
              'watermark',
              read === undefined ? undefined : { read, parameter: item.watermark?.parameter ?? 'since' },
            ),
          )
        }
      />
      {item.watermark === undefined ? null : (
        <TextInput
          label={text('connectors.watermarkParameter')}
          isSource
          value={item.watermark.parameter}
          onChange={(parameter) =>
            item.watermark !== undefined && onChange({ ...item, watermark: { ...item.watermark, parameter } })
          }
        />
      )}
      <ChoiceInput
        label={text('connectors.conflict')}
        value={item.conflict}
        options={(['ask', 'theirs', 'ours'] as const).map((value) => ({
          value,
          label: text(`connectors.conflict_${value}`),
        }))}
        onChange={(conflict) =>
          conflict !== undefined && onChange({ ...item, conflict: conflict as ConnectorImport['conflict'] })
        }
      />
    </div>
  );
}

/** What becomes of them here. */
function Filling({ item, all, onChange }: PartProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <>
      <div className="ds-fields">
        <ChoiceInput
          label={text('connectors.form')}
          value={item.form}
          options={formOptions(all, title)}
          onChange={(key) => key !== undefined && onChange({ ...item, form: key })}
        />
      </div>
      <MappingTables
        mapping={item}
        fields={fieldOptions(formOf(all, item.form), title)}
        newValue={`payload.${item.externalKey}`}
        onChange={onChange}
      />
    </>
  );
}

/** One import: how records are asked for, what is read, and what becomes of it. */
export function ImportItem({ item, all, findings, onChange }: ImportItemProps) {
  const text = useText();
  const title = useLocalized();
  const part = { item, all, onChange };
  return (
    <Fold isFaulty={findings.length > 0}>
      <summary>
        <ArrowDownToLine size={14} aria-hidden="true" />
        <b>{title(item.title) || item.id}</b>
        <span className="dg-t2">
          {text('connectors.into', { form: title(formOf(all, item.form)?.title) || item.form })}{' '}
          <code>{item.path}</code>
        </span>
      </summary>
      <Asking {...part} />
      <PagingFields {...part} />
      <h3>{text('connectors.reads')}</h3>
      <ReadsTable reads={item.reads} onChange={(reads) => onChange({ ...item, reads })} />
      <Knowing {...part} />
      <Filling {...part} />
      <ImportLines {...part} />
      <IssueLines findings={findings} />
      <div className="ds-column-ways">
        <Button size="small" danger icon={<Trash2 size={14} />} onClick={() => onChange(undefined)}>
          {text('connectors.removeImport')}
        </Button>
      </div>
    </Fold>
  );
}
