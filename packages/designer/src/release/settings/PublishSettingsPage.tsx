import { useState } from 'react';
import { App, Button, Radio, Select, Switch } from 'antd';
import { Save } from 'lucide-react';
import { Link } from 'react-router';
import type { DesignSettings, ScenarioRule } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { PageHeader, ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { DesignerShell } from '../../app/DesignerShell.js';
import { PageLoading } from '../../app/PageLoading.js';
import { queries, useSession } from '../../app/session.js';
import { useText } from '../../i18n/text.js';
import { useDesign } from '../../surroundings/use-design.js';
import { RequestPanel } from '../RequestPanel.js';
import { useDesignSettings, usePeople } from '../use-role-names.js';
import '../../templates/templates.css';
import './settings.css';

const RULES: readonly ScenarioRule[] = ['affected', 'always', 'asked'];

/** How a release comes to be: whose approval it needs, which scenarios it must pass, what waits for its time. */
export function PublishSettingsPage() {
  const text = useText();
  const { data, error, refetch } = useDesignSettings();
  return (
    <DesignerShell title={text('publishSettings.title')}>
      <PageHeader title={text('publishSettings.title')} note={text('publishSettings.note')} />
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <PageLoading /> : null}
      {data === undefined ? null : <Settings key={JSON.stringify(data)} settings={data} />}
    </DesignerShell>
  );
}

/** What is wanted; an approval that names nobody is not one yet. */
function useWanted(settings: DesignSettings) {
  const [needs, setNeeds] = useState(settings.publishApproval !== null);
  const [roles, setRoles] = useState(settings.publishApproval?.roles ?? []);
  const [users, setUsers] = useState(settings.publishApproval?.users ?? []);
  const [rule, setRule] = useState(settings.publishScenarios);
  const wanted: DesignSettings = {
    publishApproval: needs ? { roles, users } : null,
    publishScenarios: rule,
  };
  return { needs, setNeeds, roles, setRoles, users, setUsers, rule, setRule, wanted };
}

function Settings({ settings }: { readonly settings: DesignSettings }) {
  const text = useText();
  const { message } = App.useApp();
  const may = useSession().data?.rights.administer === true;
  const [problem, setProblem] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const form = useWanted(settings);
  const isOpen = form.needs && form.roles.length + form.users.length === 0;
  const save = async () => {
    setSaving(true);
    setProblem(null);
    try {
      await api.design.changeSettings(form.wanted);
      void message.open(successMessage(text('publishSettings.saved')));
      await queries.invalidateQueries({ queryKey: ['design'] });
    } catch (failure) {
      setProblem(failure);
    } finally {
      setSaving(false);
    }
  };
  return (
    <div className="ds-page ds-publish-settings">
      {may ? null : <p className="dg-t2">{text('publishSettings.readOnly')}</p>}
      <Approval form={form} disabled={!may} />
      <Scenarios value={form.rule} onChange={form.setRule} disabled={!may} />
      <section className="ds-panel">
        <h2>{text('publishSettings.schedule')}</h2>
        <p className="dg-t2">{text('publishSettings.scheduleText')}</p>
        <RequestPanel />
        <Link to="/publish">{text('publishSettings.toPublish')}</Link>
      </section>
      <ProblemPanel problem={problem} />
      {may ? (
        <footer>
          {isOpen ? <span className="ds-fault">{text('publishSettings.nobody')}</span> : null}
          <Button
            type="primary"
            icon={<Save size={16} />}
            loading={saving}
            disabled={isOpen}
            onClick={() => void save()}
          >
            {text('publishSettings.save')}
          </Button>
        </footer>
      ) : null}
    </div>
  );
}

interface ApprovalProps {
  readonly form: ReturnType<typeof useWanted>;
  readonly disabled: boolean;
}

function Approval({ form, disabled }: ApprovalProps) {
  const text = useText();
  const roles = useRoleOptions();
  const people = usePeople().data ?? [];
  return (
    <section className="ds-panel">
      <h2>{text('publishSettings.approval')}</h2>
      <p className="dg-t2">{text('publishSettings.approvalText')}</p>
      <label className="ds-switch">
        <Switch checked={form.needs} disabled={disabled} onChange={form.setNeeds} />
        {text('publishSettings.needs')}
      </label>
      {form.needs ? (
        <div className="ds-approvers">
          <Chosen
            label={text('publishSettings.roles')}
            options={roles}
            value={form.roles}
            disabled={disabled}
            onChange={form.setRoles}
          />
          <Chosen
            label={text('publishSettings.people')}
            options={people.map(({ id, name, login }) => ({ value: id, label: `${name} (${login})` }))}
            value={form.users}
            disabled={disabled}
            onChange={form.setUsers}
          />
        </div>
      ) : null}
    </section>
  );
}

interface ChosenProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (value: readonly string[]) => void;
}

function Chosen({ label, options, value, disabled, onChange }: ChosenProps) {
  return (
    <label>
      <span>{label}</span>
      <Select
        mode="multiple"
        aria-label={label}
        showSearch={{ optionFilterProp: 'label' }}
        disabled={disabled}
        options={[...options]}
        value={[...value]}
        onChange={onChange}
      />
    </label>
  );
}

interface ScenariosProps {
  readonly value: ScenarioRule;
  readonly onChange: (rule: ScenarioRule) => void;
  readonly disabled: boolean;
}

function Scenarios({ value, onChange, disabled }: ScenariosProps) {
  const text = useText();
  return (
    <section className="ds-panel">
      <h2>{text('publishSettings.scenarios')}</h2>
      <p className="dg-t2">{text('publishSettings.scenariosText')}</p>
      <Radio.Group
        aria-label={text('publishSettings.scenarios')}
        className="ds-rules"
        disabled={disabled}
        value={value}
        onChange={(event) => onChange(event.target.value as ScenarioRule)}
        options={RULES.map((rule) => ({ value: rule, label: text(`publishSettings.rules.${rule}`) }))}
      />
    </section>
  );
}

function useRoleOptions() {
  const title = useLocalized();
  const entries = useDesign().data?.entries ?? [];
  return entries
    .filter(({ kind }) => kind === 'role')
    .map(({ key, title: name }) => ({ value: key, label: title(name) || key }));
}
