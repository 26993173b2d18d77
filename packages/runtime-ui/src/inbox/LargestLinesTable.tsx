import { Link } from 'react-router';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition, LineColumn } from '@dougong/kernel/metadata';
import type { RecordValue, StoredRecord } from '@dougong/ui/api';
import type { FieldSchema } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { FieldValue } from '../parts/FieldValue.js';
import { isNumeric } from '../parts/fields.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { largestLines } from './largest-lines.js';

const PHONE_COLUMNS = 3;

function schemaOf(definition: FormDefinition, table: string, column: LineColumn): FieldSchema {
  const field = definition.schema.properties[table];
  return (isLinesField(field) ? (field.items.properties[column.id] ?? {}) : {}) as FieldSchema;
}

/** A double rule parts the columns of one group from those of another. */
function startsGroup(columns: readonly LineColumn[], index: number): boolean {
  return index > 0 && columns[index]?.group !== columns[index - 1]?.group;
}

/** The few lines that an approver looks at first. */
export function LargestLinesTable({
  definition,
  record,
}: {
  readonly definition: FormDefinition;
  readonly record: StoredRecord;
}) {
  const text = useText();
  const title = useLocalized();
  const phone = useIsPhone();
  const found = largestLines(definition, record, phone ? PHONE_COLUMNS : undefined);
  if (found === null || found.lines.length === 0) return null;
  const { table, columns, lines, count } = found;
  return (
    <section className="dg-card rt-largest">
      <div className="dg-card-head">
        <h3>{text('inbox.largest', { count: lines.length })}</h3>
        <span className="dg-t3">{text('inbox.largestOf', { count })}</span>
        <span className="dg-card-head-end">
          <Link to={paths.record(definition.key, record.id)}>{text('inbox.allLines')}</Link>
        </span>
      </div>
      <ScrollTable label={text('inbox.largest', { count: lines.length })}>
        <table className="rt-ledger-table is-ruled">
          <thead>
            <tr>
              {columns.map((column, index) => {
                const schema = schemaOf(definition, table, column);
                const name = `${isNumeric(schema) ? 'is-end' : ''}${startsGroup(columns, index) ? ' dg-rule' : ''}`;
                return (
                  <th key={column.id} scope="col" className={name}>
                    {title(schema['x-title']) || column.id}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, row) => (
              <tr key={String(line['id'] ?? row)}>
                {columns.map((column, index) => {
                  const schema = schemaOf(definition, table, column);
                  const name = `${isNumeric(schema) ? 'is-end' : ''}${startsGroup(columns, index) ? ' dg-rule' : ''}`;
                  return (
                    <td key={column.id} className={name}>
                      <FieldValue value={line[column.id] as RecordValue} schema={schema} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </section>
  );
}
