import { Button, Radio, Select } from 'antd';
import { Plus } from 'lucide-react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { textIn, useText } from '../i18n/text.js';
import {
  departmentFields,
  organisationField,
  withNewOrganisationField,
  withOrganisationField,
} from './form-settings.js';

interface FormPartProps {
  readonly form: FormDefinition;
  readonly onChange: (change: (form: FormDefinition) => FormDefinition) => void;
}

/** Whose the records are: shared by all organisations, or each of the one that a field names. */
export function OrganisationPanel({ form, onChange }: FormPartProps) {
  const text = useText();
  const title = useLocalized();
  const fields = departmentFields(form);
  const chosen = organisationField(form);
  const make = () => {
    const words = {
      'zh-CN': textIn('zh-CN')('forms.organisation.field'),
      en: textIn('en')('forms.organisation.field'),
    };
    onChange((now) => withNewOrganisationField(now, words));
  };
  const own = () => {
    const [first] = fields;
    if (first === undefined) make();
    else onChange((now) => withOrganisationField(now, first.key));
  };
  return (
    <section className="ds-panel" aria-label={text('forms.organisation.title')}>
      <h2>{text('forms.organisation.title')}</h2>
      <Radio.Group
        aria-label={text('forms.organisation.title')}
        value={chosen === undefined ? 'shared' : 'own'}
        onChange={({ target }) =>
          target.value === 'own' ? own() : onChange((now) => withOrganisationField(now, undefined))
        }
        options={[
          { value: 'shared', label: text('forms.organisation.shared') },
          { value: 'own', label: text('forms.organisation.own') },
        ]}
      />
      {chosen === undefined ? (
        <p className="dg-t2">{text('forms.organisation.sharedNote')}</p>
      ) : (
        <>
          <div className="ds-fields">
            <label>
              <span>{text('forms.organisation.by')}</span>
              <Select<string>
                value={chosen}
                options={fields.map(({ key, field }) => ({
                  value: key,
                  label: title(field['x-title']) || key,
                }))}
                onChange={(key) => onChange((now) => withOrganisationField(now, key))}
              />
            </label>
          </div>
          <p className="dg-t2">{text('forms.organisation.ownNote')}</p>
        </>
      )}
      {fields.length > 0 && !fields.some(({ key }) => key === 'organisation') ? (
        <Button size="small" icon={<Plus size={14} />} onClick={make}>
          {text('forms.organisation.make')}
        </Button>
      ) : null}
    </section>
  );
}
