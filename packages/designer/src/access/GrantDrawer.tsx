import { Checkbox, Drawer, Segmented, Select } from 'antd';
import type { FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { COMMON_ACTIONS } from './actions.js';
import { fieldsOf } from './fields-of.js';
import {
  furtherGrants,
  inheritedActions,
  ownGrant,
  sightOf,
  withAction,
  withRows,
  withSight,
  withStates,
} from './grants.js';
import type { FieldSight, GrantRows } from './grants.js';
import { GrantWhere } from './GrantWhere.js';

const ROWS: readonly GrantRows[] = [
  'all',
  'organisations_below',
  'organisation',
  'departments_below',
  'department',
  'assigned',
  'own',
];

interface GrantDrawerProps {
  readonly role: RoleDefinition;
  readonly form: FormDefinition;
  readonly onChange: (role: RoleDefinition) => void;
  readonly onClose: () => void;
}

/** The whole grant of a role on a form: what may be done, with which records, and how each field is seen. */
export function GrantDrawer({ role, form, onChange, onClose }: GrantDrawerProps) {
  const text = useText();
  const title = useLocalized();
  const grant = ownGrant(role, form.key);
  const inherited = inheritedActions(role);
  const more = furtherGrants(role, form.key);
  return (
    <Drawer
      open
      size={420}
      onClose={onClose}
      closable={{ 'aria-label': text('access.close') }}
      title={`${title(role.title)} · ${title(form.title)}`}
    >
      <div className="ds-access-grant">
        {inherited.length === 0 ? null : <p className="dg-t2">{text('access.inherited')}</p>}
        {more === 0 ? null : <p className="dg-t2">{text('access.furtherNote', { count: more })}</p>}
        <Actions role={role} form={form} onChange={onChange} />
        {grant === undefined ? (
          <p className="dg-t2">{text('access.noGrant')}</p>
        ) : (
          <>
            <label>
              <span>{text('access.reach')}</span>
              <Select<GrantRows>
                value={grant.rows}
                aria-label={text('access.reach')}
                options={ROWS.map((rows) => ({ value: rows, label: text(`access.rows.${rows}`) }))}
                onChange={(rows) => onChange(withRows(role, form.key, rows))}
              />
            </label>
            <States role={role} form={form} onChange={onChange} />
            <GrantWhere key={`${role.key} ${form.key}`} role={role} form={form} onChange={onChange} />
            <Fields role={role} form={form} onChange={onChange} />
          </>
        )}
      </div>
    </Drawer>
  );
}

type Part = Pick<GrantDrawerProps, 'role' | 'form' | 'onChange'>;

function Actions({ role, form, onChange }: Part) {
  const text = useText();
  const title = useLocalized();
  const grant = ownGrant(role, form.key);
  const inherited = inheritedActions(role);
  const own = (form.lifecycle?.actions ?? []).map(({ id, title: called }) => [id, title(called)] as const);
  const common = COMMON_ACTIONS.map((action) => [action, text(`access.actions.${action}`)] as const);
  return (
    <fieldset>
      <legend>{text('access.may')}</legend>
      {[...common, ...own].map(([action, called]) => {
        const isInherited = inherited.includes(action) || inherited.includes('*');
        const isOwn = grant?.actions.includes(action) === true || grant?.actions.includes('*') === true;
        return (
          <Checkbox
            key={action}
            checked={isOwn || isInherited}
            disabled={isInherited || grant?.actions.includes('*') === true}
            onChange={({ target }) => onChange(withAction(role, form.key, action, target.checked))}
          >
            {called}
          </Checkbox>
        );
      })}
    </fieldset>
  );
}

function States({ role, form, onChange }: Part) {
  const text = useText();
  const title = useLocalized();
  const states = form.lifecycle?.states ?? [];
  if (states.length === 0) return null;
  return (
    <label>
      <span>{text('access.states')}</span>
      <Select
        mode="multiple"
        aria-label={text('access.states')}
        placeholder={text('access.anyState')}
        value={[...(ownGrant(role, form.key)?.states ?? [])]}
        options={states.map((state) => ({ value: state.id, label: title(state.title) }))}
        onChange={(chosen: string[]) => onChange(withStates(role, form.key, chosen))}
      />
    </label>
  );
}

function Fields({ role, form, onChange }: Part) {
  const text = useText();
  const title = useLocalized();
  const grant = ownGrant(role, form.key);
  return (
    <section aria-labelledby="access-fields">
      <h3 id="access-fields">{text('access.fields')}</h3>
      <ul className="ds-access-fields">
        {fieldsOf(form).map((field) => (
          <li key={field.path}>
            <span>{field.titles.map((each) => title(each)).join(' / ')}</span>
            <Segmented<FieldSight>
              size="small"
              aria-label={field.titles.map((each) => title(each)).join(' / ')}
              value={sightOf(grant, field.path)}
              options={(
                ['shown', 'readOnly', ...(field.isText ? ['masked' as const] : []), 'hidden'] as const
              ).map((sight) => ({ value: sight, label: text(`access.sight.${sight}`) }))}
              onChange={(sight) => onChange(withSight(role, form.key, field.path, sight))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
