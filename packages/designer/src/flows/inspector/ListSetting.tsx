import { useState, type ComponentType } from 'react';
import { Button } from 'antd';
import { Plus, X } from 'lucide-react';
import { useText } from '../../i18n/text.js';
import type { ConfigSchema } from '../../surroundings/catalog.js';
import type { ConfigFieldProps } from './config-field.js';
import { GroupSetting } from './GroupSetting.js';

type Values = Readonly<Record<string, unknown>>;

interface ListSettingProps {
  readonly schema: ConfigSchema;
  readonly value: readonly Values[] | undefined;
  readonly onChange: (value: readonly Values[] | undefined) => void;
  readonly label: string;
  readonly Field: ComponentType<ConfigFieldProps>;
}

/** Groups of settings one below the other. A new one is stored once it is complete. */
export function ListSetting({ schema, value = [], onChange, label, Field }: ListSettingProps) {
  const text = useText();
  const [isAdding, setAdding] = useState(false);
  const items = schema.items ?? {};
  const store = (next: readonly Values[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <div className="ds-stack">
      <ol className="ds-stack">
        {value.map((entry, at) => (
          <li key={at} className="ds-action">
            <div className="ds-action-head">
              <b>{text('widgets.entry', { row: at + 1 })}</b>
              <Button
                type="text"
                icon={<X size={14} />}
                aria-label={text('widgets.removeEntry', { label, row: at + 1 })}
                onClick={() => store(value.filter((_, index) => index !== at))}
              />
            </div>
            <GroupSetting
              schema={items}
              value={entry}
              Field={Field}
              onChange={(next) =>
                store(value.flatMap((old, index) => (index === at ? (next ?? []) : old)) as readonly Values[])
              }
            />
          </li>
        ))}
        {isAdding ? (
          <li className="ds-action">
            <GroupSetting
              schema={items}
              value={undefined}
              Field={Field}
              onChange={(next) => {
                if (next === undefined) return;
                setAdding(false);
                store([...value, next]);
              }}
            />
          </li>
        ) : null}
      </ol>
      <Button type="dashed" block icon={<Plus size={14} />} onClick={() => setAdding(!isAdding)}>
        {text(isAdding ? 'widgets.cancelEntry' : 'widgets.addEntry')}
      </Button>
    </div>
  );
}
