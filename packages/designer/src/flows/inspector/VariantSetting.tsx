import { useId, type ComponentType } from 'react';
import { Select } from 'antd';
import { useDraft } from '../../editing/use-draft.js';
import type { ConfigSchema } from '../../surroundings/catalog.js';
import { useDesigner } from '../designer-context.js';
import type { ConfigFieldProps } from './config-field.js';
import { settingTitle } from './setting-title.js';
import { isWhole, variantOf, variantsOf } from './variants.js';

type Values = Readonly<Record<string, unknown>>;

/** What was chosen; an object of which something is missing is not stored yet. */
interface Chosen {
  readonly key: string | undefined;
  readonly values: Values;
}

interface VariantSettingProps {
  readonly id: string;
  readonly schema: ConfigSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Draws the settings of a shape; handed in because they may be of every kind. */
  readonly Field: ComponentType<ConfigFieldProps>;
}

function chosenOf(schema: ConfigSchema, value: unknown): Chosen {
  const shape = variantOf(schema, value ?? schema.default);
  const values = typeof value === 'object' && value !== null ? (value as Values) : {};
  return { key: shape?.key, values };
}

function valueOf(schema: ConfigSchema, { key, values }: Chosen): unknown {
  const shape = variantsOf(schema).find((each) => each.key === key)?.schema;
  if (shape === undefined) return undefined;
  // The default says the same as nothing, and nothing makes shorter definitions.
  if (shape.const !== undefined) return shape.const === schema.default ? undefined : shape.const;
  return isWhole(shape, values) ? values : undefined;
}

/** One of several shapes, and the settings of the one that is chosen. */
export function VariantSetting({ id, schema, value, onChange, Field }: VariantSettingProps) {
  const { names } = useDesigner();
  const [chosen, setChosen] = useDraft<unknown, Chosen>(
    // Written out, the default is the same as left out.
    value === schema.default ? undefined : value,
    (stored) => chosenOf(schema, stored),
    (draft) => valueOf(schema, draft),
    onChange,
  );
  const shapes = variantsOf(schema);
  const shape = shapes.find(({ key }) => key === chosen.key)?.schema;
  const own = useId();
  const options = shapes.map(({ key, schema: option }) => ({
    value: key,
    label:
      names.title(option['x-title']) ||
      settingTitle(Object.keys(option.properties ?? {})[0] ?? key, {}, names),
  }));
  return (
    <div className="ds-stack">
      <Select<string>
        id={id}
        {...(chosen.key === undefined ? {} : { value: chosen.key })}
        options={options}
        onChange={(key) => setChosen({ key, values: {} })}
      />
      {shape?.properties === undefined ? null : (
        <div className="ds-inset">
          {Object.entries(shape.properties).map(([name, field]) => (
            <Field
              key={`${own}-${name}`}
              name={name}
              title={settingTitle(name, field, names)}
              schema={field}
              value={chosen.values[name]}
              onChange={(next) => setChosen({ ...chosen, values: withValue(chosen.values, name, next) })}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** The same settings with one changed; `undefined` takes it out. */
export function withValue(values: Values, name: string, value: unknown): Values {
  return Object.fromEntries(
    Object.entries({ ...values, [name]: value }).filter(([, entry]) => entry !== undefined),
  );
}
