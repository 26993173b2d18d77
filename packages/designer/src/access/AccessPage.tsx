import { useState } from 'react';
import { App, Button, Select } from 'antd';
import { Copy } from 'lucide-react';
import type { RoleDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { PageHeader, ProblemPanel } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useSession } from '../app/session.js';
import { useText } from '../i18n/text.js';
import { DesignPill } from '../release/DesignPill.js';
import { AccessMatrix } from './AccessMatrix.js';
import { GRID_ACTIONS, wordOf } from './actions.js';
import { ChangesPanel } from './ChangesPanel.js';
import { GrantDrawer } from './GrantDrawer.js';
import { copyOf } from './grants.js';
import { toggled } from './toggle.js';
import type { Place } from './toggle.js';
import { useKeepRoles, useRoles } from './use-roles.js';
import { WhyPanel } from './WhyPanel.js';
import './access.css';

/** Who may what: every role beside every form, what a change means for people, and why somebody may or may not. */
export function AccessPage() {
  const text = useText();
  const phone = useIsPhone();
  const { message } = App.useApp();
  const { data: user } = useSession();
  const { data, error, refetch } = useRoles();
  const keep = useKeepRoles();
  const [open, setOpen] = useState<Omit<Place, 'action'>>();
  const [only, setOnly] = useState<string>();
  const [action, setAction] = useState('read');
  const save = (roles: readonly RoleDefinition[]) => {
    keep(roles).catch((problem: unknown) => {
      void message.error(problem instanceof Error ? problem.message : String(problem));
      void refetch();
    });
  };
  const roles = data?.roles ?? [];
  const toggle = (places: readonly Place[]) => {
    const changed = toggled(roles, data?.forms ?? [], places);
    if (changed.length > 0) save(changed);
    else if (places.length > 0) void message.info(text('access.nothingToggled'));
  };
  const shown = roles.filter(({ key }) => (only ?? (phone ? roles[0]?.key : undefined) ?? key) === key);
  const role = roles.find(({ key }) => key === open?.role);
  const form = data?.forms.find(({ key }) => key === open?.form);
  return (
    <DesignerShell title={text('access.title')}>
      <PageHeader title={text('access.title')} note={text('access.note')} seal={<DesignPill />} />
      <div className="ds-page ds-access">
        {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null ? <PageLoading /> : null}
        {data === undefined ? null : (
          <>
            <RoleTools
              roles={roles}
              only={shown.length === 1 ? shown[0]?.key : undefined}
              action={action}
              onOnly={setOnly}
              onAction={setAction}
              onCopy={(copy) => save([copy])}
            />
            <div className="ds-access-frame">
              <AccessMatrix
                key={shown.length === 1 ? shown[0]?.key : 'all'}
                forms={data.forms}
                roles={shown}
                action={action}
                onToggle={toggle}
                onOpen={(of, by) => setOpen({ form: of, role: by })}
              />
            </div>
            <ChangesPanel revision={data.revision} />
            {user?.rights.administer === true ? <WhyPanel forms={data.forms} /> : null}
          </>
        )}
      </div>
      {role && form ? (
        <GrantDrawer
          role={role}
          form={form}
          onChange={(changed) => save([changed])}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </DesignerShell>
  );
}

interface RoleToolsProps {
  readonly roles: readonly RoleDefinition[];
  readonly only: string | undefined;
  readonly action: string;
  readonly onAction: (action: string) => void;
  readonly onOnly: (role: string | undefined) => void;
  readonly onCopy: (role: RoleDefinition) => void;
}

function RoleTools({ roles, only, action, onOnly, onAction, onCopy }: RoleToolsProps) {
  const text = useText();
  const title = useLocalized();
  const chosen = roles.find(({ key }) => key === only);
  const copy = () => {
    if (!chosen) return;
    const key = freeKey(chosen.key, roles);
    onCopy(copyOf(chosen, key, text('access.copyName', { name: title(chosen.title) })));
    onOnly(key);
  };
  return (
    <div className="ds-access-tools">
      <Select
        allowClear={{ label: text('clear') }}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={text('access.onlyRole')}
        placeholder={text('access.onlyRole')}
        value={only}
        options={roles.map((role) => ({ value: role.key, label: title(role.title) }))}
        onChange={onOnly}
      />
      <Button icon={<Copy size={16} />} disabled={chosen === undefined} onClick={copy}>
        {text('access.copy')}
      </Button>
      {only === undefined ? (
        <label className="ds-access-lens">
          <span>{text('access.spaceGives')}</span>
          <Select
            value={action}
            options={GRID_ACTIONS.map((each) => ({
              value: each,
              label: text(`access.actions.${wordOf(each)}`),
            }))}
            onChange={onAction}
          />
        </label>
      ) : null}
      <span className="dg-t2 ds-access-keys">{text('access.keys')}</span>
    </div>
  );
}

/** A key that no role has: `clerk_2`, `clerk_3`. */
function freeKey(key: string, roles: readonly RoleDefinition[]): string {
  const taken = new Set(roles.map((role) => role.key));
  let number = 2;
  while (taken.has(`${key}_${number}`)) number += 1;
  return `${key}_${number}`;
}
