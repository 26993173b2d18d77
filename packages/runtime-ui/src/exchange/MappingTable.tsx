import { Select } from 'antd';
import { ArrowRight } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { assigned, type Mapping } from './mapping.js';
import type { FileSheet, Target } from './wire.js';

interface MappingTableProps {
  readonly sheet: FileSheet;
  readonly targets: readonly Target[];
  readonly mapping: Mapping;
  onChange(mapping: Mapping): void;
}

/** Each column of the file with its first values, and the field it goes to. */
export function MappingTable({ sheet, targets, mapping, onChange }: MappingTableProps) {
  const text = useText();
  const title = useLocalized();
  const options = targets.map((each) => {
    const label = title(each.title);
    const search = [each.target, ...each.titles].join(' ').toLowerCase();
    return { value: each.target, label: each.required ? `${label} *` : label, search };
  });
  return (
    <ScrollTable label={text('imports.columns')}>
      <table className="rt-ledger-table rt-imp-columns">
        <thead>
          <tr>
            <th scope="col">{text('imports.column')}</th>
            <th scope="col">{text('imports.samples')}</th>
            <th scope="col">{text('imports.target')}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.columns.map(({ column, name, head, samples }) => {
            const target = mapping.targets[column] ?? null;
            return (
              <tr key={column} className={target === null ? 'is-out' : ''}>
                <th scope="row">
                  <span className="rt-imp-letter">{name}</span>
                  {head === '' ? <span className="dg-t3">{text('imports.noHead')}</span> : head}
                </th>
                <td>
                  <span className="rt-imp-samples">
                    {samples.filter(Boolean).map((sample, at) => (
                      <span key={at}>{sample}</span>
                    ))}
                  </span>
                </td>
                <td>
                  <span className="rt-imp-target">
                    <ArrowRight size={14} aria-hidden="true" />
                    <Select
                      value={target}
                      allowClear
                      showSearch={{
                        filterOption: (typed, option) =>
                          option?.search.includes(typed.toLowerCase()) ?? false,
                      }}
                      placeholder={text('imports.leftOut')}
                      aria-label={text('imports.targetOf', { head: head === '' ? name : head })}
                      options={options}
                      onChange={(chosen?: string | null) =>
                        onChange(assigned(mapping, column, chosen ?? null))
                      }
                    />
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollTable>
  );
}
