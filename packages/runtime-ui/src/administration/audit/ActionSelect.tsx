import { Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useSelectClear } from '@dougong/ui/shell';
import { useForm } from '../../data/form-models.js';
import { useText } from '../../texts/index.js';
import type { AuditFilter } from './audit-filter.js';
import type { AuditEntry } from './audit-wire.js';
import type { ChangeFilter } from './use-audit.js';

export interface SeenEntries {
  readonly entries: readonly AuditEntry[];
}

/** What auditors look for most, whatever the form. */
const USUAL = [
  'create',
  'update',
  'delete',
  'export',
  'answer:approve',
  'answer:reject',
  'publish',
  'sign_in',
  'view_as',
  'user:create',
  'user:change',
] as const;

interface ActionSelectProps extends SeenEntries {
  readonly filter: AuditFilter;
  readonly onFilter: ChangeFilter;
}

/** Chooses an action: the usual ones, those of the form that is looked at, and those that stand on the page. */
export function ActionSelect({ filter, entries, onFilter }: ActionSelectProps) {
  const text = useText();
  const clear = useSelectClear();
  const title = useLocalized();
  const { data } = useForm(filter.form);
  const named = new Map<string, string>(
    USUAL.map((action) => [action, text(`audit.did.${action.replace(':', '_')}`)]),
  );
  for (const { id, title: name } of data?.definition.lifecycle?.actions ?? [])
    named.set(`act:${id}`, title(name));
  for (const { action, title: name } of entries) named.set(action, named.get(action) ?? name);
  const { action: chosen } = filter;
  if (chosen !== undefined && !named.has(chosen)) named.set(chosen, chosen);
  return (
    <Select
      className="rt-fl-filter is-short"
      aria-label={text('audit.action')}
      placeholder={text('audit.anyAction')}
      allowClear={clear}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={chosen ?? null}
      options={[...named].map(([value, label]) => ({ value, label }))}
      onChange={(action: string | null | undefined) => onFilter({ action: action ?? undefined })}
    />
  );
}
