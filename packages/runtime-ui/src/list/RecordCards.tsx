import { Link } from 'react-router';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { StoredRecord } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { FieldValue, StateSeal } from '../parts/FieldValue.js';
import { stateOf, type ShownField } from '../parts/fields.js';
import { paths } from '../paths.js';

interface RecordCardsProps {
  readonly definition: FormDefinition;
  readonly columns: readonly ShownField[];
  readonly records: readonly StoredRecord[];
  readonly label: string;
}

const FIELDS_SHOWN_MAX = 5;

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function Card({
  definition,
  columns,
  record,
}: Omit<RecordCardsProps, 'records' | 'label'> & { readonly record: StoredRecord }) {
  const title = useLocalized();
  const { codeField, titleField } = definition.ui;
  const heads = [codeField, titleField, 'status'];
  const filled = columns.filter(
    ({ key }) =>
      !heads.includes(key) && record[key] !== null && record[key] !== undefined && record[key] !== '',
  );
  const code = codeField === undefined ? '' : textOf(record[codeField]);
  const name = titleField === undefined ? '' : textOf(record[titleField]);
  return (
    <li>
      <Link to={paths.record(definition.key, record.id)} className="rt-card-link" data-row-link>
        <span className="rt-card-head">
          <b>{name === '' ? code : name}</b>
          {definition.lifecycle === undefined ? null : (
            <StateSeal state={stateOf(definition, record.status)} fallback={record.status} />
          )}
        </span>
        {name === '' || code === '' ? null : <span className="dg-code">{code}</span>}
        <span className="rt-card-fields">
          {filled.slice(0, FIELDS_SHOWN_MAX).map((column) => (
            <span key={column.key} className="rt-card-field">
              <span className="dg-t3">{title(column.title)}</span>
              <span>
                <FieldValue value={record[column.key]} schema={column.schema} />
              </span>
            </span>
          ))}
        </span>
      </Link>
    </li>
  );
}

/** The records of a page on a phone: one card a record. */
export function RecordCards({ records, label, ...rest }: RecordCardsProps) {
  return (
    <ul className="rt-cards" aria-label={label}>
      {records.map((record) => (
        <Card key={record.id} record={record} {...rest} />
      ))}
    </ul>
  );
}
