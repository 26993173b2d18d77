import type { ComponentType } from 'react';
import { useDraft } from '../../editing/use-draft.js';
import type { ConfigSchema } from '../../surroundings/catalog.js';
import { useDesigner } from '../designer-context.js';
import type { ConfigFieldProps } from './config-field.js';
import { isRelevant } from './relevance.js';
import { settingTitle } from './setting-title.js';
import { isWhole } from './variants.js';
import { withValue } from './VariantSetting.js';

type Values = Readonly<Record<string, unknown>>;

interface GroupSettingProps {
  readonly schema: ConfigSchema;
  readonly value: Values | undefined;
  readonly onChange: (value: Values | undefined) => void;
  readonly Field: ComponentType<ConfigFieldProps>;
}

/** Several settings that belong together. They are stored once nothing of what they need is missing. */
export function GroupSetting({ schema, value, onChange, Field }: GroupSettingProps) {
  const { names } = useDesigner();
  const [draft, setDraft] = useDraft<Values | undefined, Values>(
    value,
    (stored) => stored ?? {},
    (values) => (isWhole(schema, values) ? values : undefined),
    onChange,
  );
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => isShown(name, schema, draft));
  return (
    <div className="ds-inset">
      {fields.map(([name, field]) => (
        <Field
          key={name}
          name={name}
          title={settingTitle(name, field, names)}
          schema={field}
          value={draft[name]}
          onChange={(next) => setDraft(withValue(draft, name, next))}
        />
      ))}
    </div>
  );
}

/** The rest of a group is asked for once its first setting is there. */
function isShown(name: string, schema: ConfigSchema, values: Values): boolean {
  const [first] = Object.keys(schema.properties ?? {});
  if (schema['x-widget'] !== 'timeout') return true;
  if (name === first) return true;
  if (first !== undefined && values[first] === undefined) return false;
  return name === 'action' || (values['action'] !== undefined && isRelevant(name, values));
}
