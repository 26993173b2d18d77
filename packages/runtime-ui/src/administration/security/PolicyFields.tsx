import type { ReactNode } from 'react';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../texts/index.js';
import { Field } from '../parts/Field.js';
import { useRoles } from '../queries.js';
import { FACTOR_REACHES, NUMBERS } from './policy-draft.js';
import type { FactorReach, NumberName, PolicyDraft, PolicyFaults } from './policy-draft.js';

export interface PartProps {
  readonly draft: PolicyDraft;
  readonly faults: PolicyFaults;
  onDraft(change: Partial<PolicyDraft>): void;
}

/** A part of the rules under its name, with a sentence that says what holds now. */
export function PolicySection({
  id,
  title,
  holds,
  isWide = false,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly holds: ReactNode;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} {...(isWide ? { className: 'is-wide' } : {})}>
      <h2 id={id}>{title}</h2>
      <p className="dg-t2">{holds}</p>
      {children}
    </section>
  );
}

/** A number with its unit; what it may be is said below, and in red where it is not. */
export function NumberField({ name, draft, faults, onDraft }: PartProps & { readonly name: NumberName }) {
  const text = useText();
  const id = `rt-security-${name}`;
  const isWrong = faults.numbers.has(name);
  return (
    <Field
      id={id}
      label={text(`security.${name}`)}
      note={text(`security.${name}Note`)}
      fault={isWrong ? text('security.outOfBounds', NUMBERS[name]) : undefined}
    >
      <Input
        id={id}
        className="rt-security-number"
        inputMode="numeric"
        maxLength={9}
        suffix={text(`security.${name}Unit`)}
        status={isWrong ? 'error' : ''}
        aria-invalid={isWrong || undefined}
        value={draft[name]}
        onChange={(event) => onDraft({ [name]: event.target.value })}
      />
    </Field>
  );
}

export function PasswordFields(props: PartProps) {
  const text = useText();
  const { draft, onDraft } = props;
  return (
    <>
      <NumberField name="passwordLength" {...props} />
      <NumberField name="passwordHistory" {...props} />
      <Checkbox
        checked={draft.doPasswordsEnd}
        onChange={(event) => onDraft({ doPasswordsEnd: event.target.checked })}
      >
        {text('security.doPasswordsEnd')}
      </Checkbox>
      {draft.doPasswordsEnd ? <NumberField name="passwordDays" {...props} /> : null}
    </>
  );
}

function useRoleOptions() {
  const title = useLocalized();
  const { data: roles = [] } = useRoles();
  return roles.map(({ key, title: name }) => ({ value: key, label: title(name) }));
}

export function FactorFields({ draft, faults, onDraft }: PartProps) {
  const text = useText();
  const options = useRoleOptions();
  return (
    <>
      <Radio.Group
        className="rt-security-reach"
        aria-label={text('security.factorFor')}
        value={draft.reach}
        onChange={(event) => onDraft({ reach: event.target.value as FactorReach })}
        options={FACTOR_REACHES.map((reach) => ({ value: reach, label: text(`security.reach_${reach}`) }))}
      />
      {draft.reach === 'roles' ? (
        <Field
          id="rt-security-roles"
          label={text('organisation.roles')}
          isRequired
          fault={faults.areRolesMissing ? text('security.rolesMissing') : undefined}
        >
          <Select
            id="rt-security-roles"
            className="rt-adm-select"
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            status={faults.areRolesMissing ? 'error' : ''}
            value={[...draft.factorRoles]}
            options={options}
            onChange={(factorRoles: string[]) => onDraft({ factorRoles })}
          />
        </Field>
      ) : null}
    </>
  );
}

/** Which roles a group of a directory outside gives. */
export function GroupFields({ draft, faults, onDraft }: PartProps) {
  const text = useText();
  const options = useRoleOptions();
  const { groups } = draft;
  const put = (at: number, change: Partial<(typeof groups)[number]>) =>
    onDraft({ groups: groups.map((group, index) => (index === at ? { ...group, ...change } : group)) });
  return (
    <>
      {groups.map((group, at) => (
        <div key={at} className="rt-security-group">
          <div>
            <Input
              aria-label={text('security.groupName')}
              placeholder={text('security.groupName')}
              maxLength={200}
              status={faults.groups.has(at) ? 'error' : ''}
              value={group.name}
              onChange={(event) => put(at, { name: event.target.value })}
            />
            {faults.groups.has(at) ? (
              <p className="rt-fault" role="alert">
                {text('security.groupFault')}
              </p>
            ) : null}
          </div>
          <Select
            className="rt-adm-select"
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={text('security.rolesOfGroup', { group: group.name })}
            placeholder={text('security.noRole')}
            value={[...group.roles]}
            options={options}
            onChange={(roles: string[]) => put(at, { roles })}
          />
          <Button
            type="text"
            icon={<Trash2 size={16} />}
            aria-label={text('security.removeGroup', { group: group.name })}
            title={text('security.removeGroup', { group: group.name })}
            onClick={() => onDraft({ groups: groups.filter((_group, index) => index !== at) })}
          />
        </div>
      ))}
      <div>
        <Button
          icon={<Plus size={16} aria-hidden="true" />}
          onClick={() => onDraft({ groups: [...groups, { name: '', roles: [] }] })}
        >
          {text('security.addGroup')}
        </Button>
      </div>
    </>
  );
}
