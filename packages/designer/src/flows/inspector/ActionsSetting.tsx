import type { ComponentType } from 'react';
import { Button, Select } from 'antd';
import { ArrowUp, Plus, X } from 'lucide-react';
import type { RuleAction } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import type { ConfigFieldProps } from './config-field.js';
import { settingTitle } from './setting-title.js';

interface ActionsSettingProps {
  readonly value: readonly RuleAction[] | undefined;
  readonly onChange: (value: readonly RuleAction[]) => void;
  readonly label: string;
  /** Draws one setting; handed in because actions have settings of every kind, actions among them. */
  readonly Field: ComponentType<ConfigFieldProps>;
}

/** The actions of a node, in the order in which they are carried out; each with its own settings. */
export function ActionsSetting({ value = [], onChange, label, Field }: ActionsSettingProps) {
  const text = useText();
  const { surroundings, names, newId } = useDesigner();
  const options = surroundings.catalog.actions.map((action) => ({
    value: action.kind,
    label: names.title(action.title),
  }));
  const replace = (at: number, action: RuleAction) =>
    onChange(value.map((entry, index) => (index === at ? action : entry)));
  const raise = (at: number) => {
    const moved = value[at];
    if (moved === undefined) return;
    const rest = value.filter((_, index) => index !== at);
    onChange([...rest.slice(0, at - 1), moved, ...rest.slice(at - 1)]);
  };
  return (
    <div className="ds-stack" aria-label={label}>
      {value.length === 0 ? <p className="ds-help">{text('actions.none')}</p> : null}
      <ol className="ds-stack">
        {value.map((action, at) => (
          <li key={action.id} className="ds-action">
            <div className="ds-action-head">
              <Select<string>
                aria-label={`${text('actions.row', { row: at + 1 })} ${text('actions.type')}`}
                value={action.type}
                options={options}
                onChange={(type) => replace(at, { id: action.id, type })}
              />
              {at === 0 ? null : (
                <Button
                  type="text"
                  icon={<ArrowUp size={14} />}
                  aria-label={text('actions.up')}
                  onClick={() => raise(at)}
                />
              )}
              <Button
                type="text"
                icon={<X size={14} />}
                aria-label={text('actions.remove', { row: at + 1 })}
                onClick={() => onChange(value.filter((_, index) => index !== at))}
              />
            </div>
            <ActionFields action={action} Field={Field} onChange={(next) => replace(at, next)} />
          </li>
        ))}
      </ol>
      <Select<string>
        aria-label={text('actions.add')}
        value={null}
        placeholder={
          <span className="ds-add">
            <Plus size={14} aria-hidden="true" />
            {text('actions.add')}
          </span>
        }
        options={options}
        onChange={(type) => onChange([...value, { id: newId('act'), type }])}
      />
    </div>
  );
}

function ActionFields({
  action,
  Field,
  onChange,
}: Pick<ActionsSettingProps, 'Field'> & {
  readonly action: RuleAction;
  readonly onChange: (action: RuleAction) => void;
}) {
  const text = useText();
  const { surroundings, names } = useDesigner();
  const part = surroundings.catalog.action(action.type);
  if (part === undefined) return <p className="ds-fault">{text('actions.unknown', { type: action.type })}</p>;
  const set = (name: string, value: unknown) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...action, [name]: value }).filter(([, entry]) => entry !== undefined),
      ) as RuleAction,
    );
  return (
    <>
      {Object.entries(part.config.properties ?? {}).map(([name, schema]) => (
        <Field
          key={name}
          name={name}
          title={settingTitle(name, schema, names, part.kind)}
          schema={schema}
          value={(action as Readonly<Record<string, unknown>>)[name]}
          onChange={(value) => set(name, value)}
        />
      ))}
    </>
  );
}
