import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox } from 'antd';
import { Plus, Repeat2, Trash2 } from 'lucide-react';
import type { Localized } from '@dougong/kernel/foundation';
import { isLinesField } from '@dougong/kernel/metadata';
import type { Definition, FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { NameFields } from '../definitions/NameFields.js';
import { useText } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { ChoicesEditor } from './ChoicesEditor.js';
import { kindIcon, kindOf, partOf } from './field-kinds.js';
import type { FieldRow } from './field-place.js';
import { useFieldUses } from './field-questions.js';
import { settingsOf } from './field-settings.js';
import type { FieldSetting } from './field-settings.js';
import { ReferenceEditor } from './ReferenceEditor.js';
import { SettingEditor } from './SettingEditor.js';
import { useKindTitle } from './use-kind-title.js';
import { UsesList } from './UsesList.js';

export interface FieldPanelProps {
  readonly form: FormDefinition;
  readonly row: FieldRow;
  readonly parts: readonly CatalogPart[];
  readonly all: readonly Definition[];
  readonly isPublished: boolean;
  readonly onSet: (name: string, value: unknown) => void;
  readonly onReplace: (field: FieldDefinition) => void;
  readonly onRequire: (isRequired: boolean) => void;
  readonly onRetype: () => void;
  readonly onRemove: () => void;
  readonly onAddColumn: () => void;
}

/** The properties of one field, and what can be done with it. */
export function FieldPanel(props: FieldPanelProps) {
  const { row, parts, isPublished, onSet, onRequire, onRetype, onRemove, onAddColumn } = props;
  const text = useText();
  const title = useLocalized();
  const kindTitle = useKindTitle(parts);
  const { field } = row;
  const name = title(field['x-title']) || row.key;
  const Icon = kindIcon(kindOf(field) ?? '');
  const isTable = isLinesField(field);
  const panel = useRef<HTMLElement>(null);
  // On narrow pages the panel stands away from the list that it was chosen in.
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section ref={panel} className="ds-panel ds-field-panel" aria-label={text('forms.properties', { name })}>
      <h2>
        <Icon size={16} aria-hidden="true" />
        {name}
        <small className="dg-t2">{kindTitle(field)}</small>
      </h2>
      <div className="ds-fields">
        <NameFields
          label={text('definitions.name')}
          value={field['x-title']}
          onChange={(next) => onSet('x-title', next)}
        />
        <Checkbox checked={row.isRequired} onChange={({ target }) => onRequire(target.checked)}>
          {text('forms.required')}
        </Checkbox>
      </div>
      <Settings {...props} />
      <div className="ds-column-ways">
        {isTable ? (
          <Button size="small" icon={<Plus size={14} />} onClick={onAddColumn}>
            {text('forms.addColumn')}
          </Button>
        ) : (
          <Button size="small" icon={<Repeat2 size={14} />} onClick={onRetype}>
            {text('forms.retype')}
          </Button>
        )}
        <Button size="small" danger icon={<Trash2 size={14} />} onClick={onRemove}>
          {text('forms.remove')}
        </Button>
      </div>
      <h3>{text('forms.usedBy')}</h3>
      {isPublished ? <Uses {...props} /> : <p className="dg-t2">{text('forms.usesLater')}</p>}
    </section>
  );
}

function Uses({ form, row }: FieldPanelProps) {
  return <UsesList query={useFieldUses(form.key, row.path)} />;
}

function Settings(props: FieldPanelProps) {
  const { row, parts } = props;
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const part = partOf(parts, row.field);
  if (part === undefined) return null;
  const settings = settingsOf(part);
  const said = row.field as Readonly<Record<string, unknown>>;
  // What is written as source is rare: it stands open only where it says something.
  const rare = settings.filter(({ way, name }) => way === 'json' && said[name] === undefined);
  const usual = settings.filter((setting) => !rare.includes(setting));
  return (
    <>
      <div className="ds-fields">
        {usual.map((setting) => (
          <OneSetting key={`${row.path}/${setting.name}`} {...props} setting={setting} />
        ))}
      </div>
      {rare.length === 0 ? null : (
        <details
          className="ds-column"
          open={isOpen}
          onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
        >
          <summary>{text('forms.more')}</summary>
          <div className="ds-fields">
            {rare.map((setting) => (
              <OneSetting key={`${row.path}/${setting.name}`} {...props} setting={setting} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function OneSetting({
  setting,
  form,
  row,
  all,
  onSet,
  onReplace,
}: FieldPanelProps & { readonly setting: FieldSetting }) {
  const said = row.field as Readonly<Record<string, unknown>>;
  const { name, way } = setting;
  if (way === 'reference')
    return (
      <ReferenceEditor
        form={form}
        place={row}
        all={all}
        value={said[name] as { form: string }}
        onChange={(next) => onSet(name, next)}
      />
    );
  if (way !== 'choices')
    return <SettingEditor setting={setting} value={said[name]} onChange={(next) => onSet(name, next)} />;
  // Values of one choice stand in the field, those of several in what its items are.
  const holder = (name === 'items' ? said['items'] : said) as Readonly<Record<string, unknown>>;
  const values = (holder['enum'] as readonly string[] | undefined) ?? [];
  const titles = (holder['x-titles'] as readonly Localized[] | undefined) ?? [];
  return values.length === 0 ? null : (
    <ChoicesEditor
      values={values}
      titles={titles}
      onChange={(next, words) => {
        const changed = { ...holder, enum: [...next], 'x-titles': [...words] };
        onReplace((name === 'items' ? { ...said, items: changed } : changed) as unknown as FieldDefinition);
      }}
    />
  );
}
