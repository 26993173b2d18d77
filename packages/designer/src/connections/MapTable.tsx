import type { ReactNode } from 'react';
import { Button, Input, Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useText } from '../i18n/text.js';
import { entriesOf, withEntry, withNewEntry, withoutEntry } from './map-edits.js';

interface NameOption {
  readonly value: string;
  readonly label: string;
}

interface MapTableProps<V> {
  /** What the table is, for its heading and for screen readers. */
  readonly title: string;
  readonly nameHead: string;
  readonly valueHead: string;
  readonly map: Readonly<Record<string, V>> | undefined;
  /** Names to choose from; typed freely without them. */
  readonly names?: readonly NameOption[] | undefined;
  readonly newName: string;
  readonly newValue: V;
  readonly onChange: (map: Readonly<Record<string, V>>) => void;
  readonly valueCell: (value: V, label: string, onValue: (value: V) => void) => ReactNode;
}

/** A mapping as a table: a name, and what it is given. */
export function MapTable<V>({
  title,
  nameHead,
  valueHead,
  map = {},
  names,
  newName,
  newValue,
  onChange,
  valueCell,
}: MapTableProps<V>) {
  const text = useText();
  const free = names?.find(({ value }) => !Object.hasOwn(map, value))?.value ?? newName;
  return (
    <div className="ds-map">
      <table aria-label={title} hidden={entriesOf(map).length === 0}>
        <thead>
          <tr>
            <th scope="col">{nameHead}</th>
            <th scope="col">{valueHead}</th>
            <th scope="col">
              <span className="dg-sr">{text('connections.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entriesOf(map).map(([name, value], index) => (
            <tr key={index}>
              <td>
                <NameCell
                  name={name}
                  names={names}
                  label={text('connections.cell', { column: nameHead, row: index + 1 })}
                  onName={(next) => onChange(withEntry(map, index, next, value))}
                />
              </td>
              <td>
                {valueCell(value, text('connections.valueOf', { name }), (next) =>
                  onChange(withEntry(map, index, name, next)),
                )}
              </td>
              <td>
                <Button
                  type="text"
                  size="small"
                  icon={<Trash2 size={14} />}
                  aria-label={text('connections.removeRow', { name })}
                  onClick={() => onChange(withoutEntry(map, index))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => onChange(withNewEntry(map, free, newValue))}
      >
        {text('connections.addRow')}
      </Button>
    </div>
  );
}

interface NameCellProps {
  readonly name: string;
  readonly names: readonly NameOption[] | undefined;
  readonly label: string;
  readonly onName: (name: string) => void;
}

function NameCell({ name, names, label, onName }: NameCellProps) {
  if (names === undefined)
    return (
      <Input
        className="ds-source"
        aria-label={label}
        value={name}
        onChange={({ target }) => onName(target.value)}
      />
    );
  const known = names.some(({ value }) => value === name);
  return (
    <Select<string>
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      value={name}
      options={known ? [...names] : [...names, { value: name, label: name }]}
      onChange={onName}
    />
  );
}

/** A formula, or a place, in a cell. */
export function SourceCell({
  value,
  label,
  onValue,
}: {
  readonly value: string;
  readonly label: string;
  readonly onValue: (value: string) => void;
}) {
  return (
    <Input.TextArea
      className="ds-source"
      aria-label={label}
      spellCheck={false}
      autoSize={{ minRows: 1, maxRows: 6 }}
      value={value}
      onChange={({ target }) => onValue(target.value)}
    />
  );
}
