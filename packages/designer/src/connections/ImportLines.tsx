import type { ConnectorImport, Definition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { columnOptions, formOf, tableOptions } from './form-options.js';
import { ChoiceInput, TextInput } from './Inputs.js';
import { withProperty } from './map-edits.js';
import { MappingTables } from './MappingTables.js';
import { ReadsTable } from './ReadsTable.js';

interface ImportLinesProps {
  readonly item: ConnectorImport;
  readonly all: readonly Definition[];
  readonly onChange: (item: ConnectorImport) => void;
}

type Lines = NonNullable<ConnectorImport['lines']>;
const NEW_LINES: Omit<Lines, 'table'> = {
  at: '/lines',
  reads: { code: { at: '/code', type: 'text' } },
  values: {},
};

/** The rows of their records and what becomes of them; left out for forms without lines. */
export function ImportLines({ item, all, onChange }: ImportLinesProps) {
  const text = useText();
  const title = useLocalized();
  const form = formOf(all, item.form);
  const { lines } = item;
  const tables = tableOptions(form, title);
  if (tables.length === 0 && lines === undefined) return null;
  const set = (next: Lines | undefined) => onChange(withProperty(item, 'lines', next));
  return (
    <>
      <h3>{text('connectors.theirLines')}</h3>
      <div className="ds-fields">
        <ChoiceInput
          label={text('connectors.table')}
          isOptional
          placeholder={text('connectors.noLines')}
          value={lines?.table}
          options={tables}
          onChange={(table) => set(table === undefined ? undefined : { ...NEW_LINES, ...lines, table })}
        />
        {lines === undefined ? null : (
          <TextInput
            label={text('connectors.linesAt')}
            isSource
            value={lines.at}
            onChange={(at) => set({ ...lines, at })}
          />
        )}
      </div>
      {lines === undefined ? null : (
        <>
          <h3>{text('connectors.lineReads')}</h3>
          <ReadsTable
            title={text('connectors.lineReads')}
            nameHead={text('connectors.lineName')}
            reads={lines.reads}
            onChange={(reads) => set({ ...lines, reads })}
          />
          <MappingTables
            mapping={lines}
            fields={columnOptions(form, lines.table, title)}
            newValue={`line.${Object.keys(lines.reads)[0] ?? 'code'}`}
            onChange={set}
          />
        </>
      )}
    </>
  );
}
