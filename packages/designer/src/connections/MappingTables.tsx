import type { ConnectorImport } from '@dougong/kernel/metadata';
import { useText } from '../i18n/text.js';
import type { FormFieldOption } from './form-options.js';
import { withProperty } from './map-edits.js';
import { MapTable, SourceCell } from './MapTable.js';

type Mapping = Pick<ConnectorImport, 'values' | 'references'>;

interface MappingTablesProps<M extends Mapping> {
  readonly mapping: M;
  /** Fields that may be written. */
  readonly fields: readonly FormFieldOption[];
  /** Formula that a new row begins with. */
  readonly newValue: string;
  readonly onChange: (mapping: M) => void;
}

/** Which formula fills which field, and by what the other side calls the records that references lead to. */
export function MappingTables<M extends Mapping>({
  mapping,
  fields,
  newValue,
  onChange,
}: MappingTablesProps<M>) {
  const text = useText();
  const references = fields.filter(({ isReference }) => isReference);
  return (
    <>
      <h3>{text('connectors.values')}</h3>
      <MapTable<string>
        title={text('connectors.values')}
        nameHead={text('connections.field')}
        valueHead={text('connections.formula')}
        map={mapping.values}
        names={fields}
        newName="field"
        newValue={newValue}
        onChange={(values) => onChange({ ...mapping, values })}
        valueCell={(value, label, onValue) => <SourceCell value={value} label={label} onValue={onValue} />}
      />
      {references.length === 0 ? null : (
        <>
          <h3>{text('connectors.references')}</h3>
          <MapTable<string>
            title={text('connectors.references')}
            nameHead={text('connections.field')}
            valueHead={text('connectors.foundBy')}
            map={mapping.references}
            names={references}
            newName="field"
            newValue="code"
            onChange={(found) =>
              onChange(
                withProperty<Mapping, 'references'>(
                  mapping,
                  'references',
                  Object.keys(found).length === 0 ? undefined : found,
                ) as M,
              )
            }
            valueCell={(value, label, onValue) => (
              <SourceCell value={value} label={label} onValue={onValue} />
            )}
          />
        </>
      )}
    </>
  );
}
