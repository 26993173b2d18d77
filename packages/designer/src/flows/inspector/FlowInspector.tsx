import { useId } from 'react';
import { Select } from 'antd';
import { Workflow } from 'lucide-react';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { setHead } from '../flow-edits.js';
import { FlowSettingsSection } from './FlowSettingsSection.js';
import { LocalizedSetting, OptionalLocalizedSetting } from './LocalizedSetting.js';
import { ElementProblems } from './NodeInspector.js';
import { Section, Setting } from './Setting.js';

const MOMENTS = ['running', 'approved', 'rejected', 'returned', 'revoked', 'cancelled'] as const;

/** What the flow itself is: name, form, who steps in, the states of the record. */
export function FlowInspector({ document }: { readonly document: FlowDefinition }) {
  const { names, run, findings } = useDesigner();
  const text = useText();
  return (
    <>
      <header className="ds-inspector-head">
        <Workflow size={16} aria-hidden="true" />
        <h2 className="dg-clip">{names.title(document.title)}</h2>
        <span className="ds-tag">{text('inspector.flow')}</span>
      </header>
      <ElementProblems
        problems={findings.filter((found) => found.nodes.length === 0 && found.edges === undefined)}
      />
      <p className="ds-hint">{text('inspector.focusHint')}</p>
      <Section title={text('inspector.titles')}>
        <LocalizedSetting
          label={text('inspector.name')}
          value={document.title}
          onChange={(title) => run(setHead({ title }, 'flow-title'))}
        />
      </Section>
      <Section title={text('change.description')}>
        <OptionalLocalizedSetting
          label={text('change.description')}
          lines={2}
          value={document.description}
          onChange={(description) =>
            run(setHead({ description: description as FlowDefinition['title'] }, 'flow-description'))
          }
        />
      </Section>
      <Section title={text('inspector.flow')}>
        <dl className="ds-facts">
          <dt>{text('inspector.flowForm')}</dt>
          <dd>{names.formTitle(document.form)}</dd>
          <dt>{text('inspector.flowStart')}</dt>
          <dd>{document.startAction === undefined ? '—' : names.action(document.startAction)}</dd>
        </dl>
        <AdminSetting document={document} />
      </Section>
      <FlowSettingsSection document={document} />
      <Section title={text('inspector.flowStates')}>
        {MOMENTS.map((moment) => (
          <StateSetting key={moment} document={document} moment={moment} />
        ))}
      </Section>
    </>
  );
}

function AdminSetting({ document }: { readonly document: FlowDefinition }) {
  const { surroundings, names, run } = useDesigner();
  const text = useText();
  const id = useId();
  return (
    <Setting label={text('inspector.flowAdmin')} help={text('inspector.flowAdminHelp')} htmlFor={id}>
      <Select<string>
        id={id}
        allowClear={{ label: text('clear') }}
        {...(document.admin === undefined ? {} : { value: document.admin })}
        placeholder={text('config.notSet')}
        options={surroundings.roles.map((role) => ({ value: role.key, label: names.title(role.title) }))}
        onChange={(admin: string | undefined) => run(setHead({ admin: admin as string }))}
      />
    </Setting>
  );
}

function StateSetting({
  document,
  moment,
}: {
  readonly document: FlowDefinition;
  readonly moment: (typeof MOMENTS)[number];
}) {
  const { surroundings, names, run } = useDesigner();
  const text = useText();
  const id = useId();
  const state = document.states[moment];
  const change = (next: string | undefined) => {
    const states = Object.fromEntries(
      Object.entries({ ...document.states, [moment]: next }).filter(([, value]) => value !== undefined),
    );
    run(setHead({ states }));
  };
  return (
    <Setting label={text(`flowSettings.state_${moment}`)} htmlFor={id}>
      <Select<string>
        id={id}
        allowClear={{ label: text('clear') }}
        {...(state === undefined ? {} : { value: state })}
        placeholder={text(`flowSettings.stateDefault_${moment}`)}
        options={[...surroundings.form.lifecycle.states.keys()].map((key) => ({
          value: key,
          label: names.state(key),
        }))}
        onChange={change}
      />
    </Setting>
  );
}
