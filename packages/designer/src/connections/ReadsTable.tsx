import { Select } from 'antd';
import { PAYLOAD_TYPES } from '@dougong/kernel/metadata';
import type { ConnectorImport } from '@dougong/kernel/metadata';
import { useText } from '../i18n/text.js';
import { MapTable, SourceCell } from './MapTable.js';

type Reads = ConnectorImport['reads'];
type Read = Reads[string];

interface ReadsTableProps {
  /** What the table and its names are called, unless they are those of records. */
  readonly title?: string;
  readonly nameHead?: string;
  readonly reads: Reads;
  readonly onChange: (reads: Reads) => void;
}

/** What is taken out of each record of theirs: where it stands there, and of which kind it is. */
export function ReadsTable({ title, nameHead, reads, onChange }: ReadsTableProps) {
  const text = useText();
  return (
    <MapTable<Read>
      title={title ?? text('connectors.reads')}
      nameHead={nameHead ?? text('connectors.readName')}
      valueHead={text('connectors.readFrom')}
      map={reads}
      newName="value"
      newValue={{ at: '', type: 'text' }}
      onChange={onChange}
      valueCell={(read, label, onValue) => (
        <span className="ds-read">
          <SourceCell value={read.at} label={label} onValue={(at) => onValue({ ...read, at })} />
          <Select<Read['type']>
            aria-label={`${label} · ${text('connectors.readType')}`}
            value={read.type}
            options={PAYLOAD_TYPES.map((type) => ({ value: type, label: text(`connectors.types.${type}`) }))}
            onChange={(type) => onValue({ ...read, type })}
            popupMatchSelectWidth={false}
          />
        </span>
      )}
    />
  );
}
