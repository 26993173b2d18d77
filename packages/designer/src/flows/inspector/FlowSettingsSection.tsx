import { useId } from 'react';
import { Select, Switch } from 'antd';
import type { FlowDefinition, FlowSettings } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import type { ConfigSchema } from '../../surroundings/catalog.js';
import { useDesigner } from '../designer-context.js';
import { setHead } from '../flow-edits.js';
import { ConfigField } from './ConfigForm.js';
import { DurationSetting } from './DurationSetting.js';
import { Section, Setting } from './Setting.js';
import { TextSetting } from './TextSetting.js';

interface FlowSettingsProps {
  readonly document: FlowDefinition;
}

type Change = (change: Partial<Record<keyof FlowSettings, unknown>>) => void;

/** Changes settings of the flow; one that is set to nothing is taken out, and so is the last one's object. */
function useChange(document: FlowDefinition): Change {
  const { run } = useDesigner();
  return (change) => {
    const kept = Object.entries({ ...document.settings, ...change }).filter(
      ([, value]) => value !== undefined,
    );
    const settings = kept.length === 0 ? undefined : (Object.fromEntries(kept) as FlowSettings);
    run(setHead({ settings: settings as FlowSettings }, `settings:${Object.keys(change).join()}`));
  };
}

/** Rules that hold for every node of the flow unless the node says otherwise. */
export function FlowSettingsSection({ document }: FlowSettingsProps) {
  const text = useText();
  const change = useChange(document);
  const { settings = {} } = document;
  return (
    <Section title={text('flowSettings.title')}>
      <WordsSetting
        name="dedupe"
        usual="none"
        words={['none', 'consecutive', 'any']}
        {...{ settings, change }}
      />
      <WordsSetting name="afterReturn" usual="redo" words={['redo', 'back']} {...{ settings, change }} />
      <EmptySetting settings={settings} change={change} />
      <Toggle name="allowRevoke" {...{ settings, change }} />
      <Toggle name="allowRecall" {...{ settings, change }} />
      <Setting label={text('flowSettings.urgeGap')} help={text('flowSettings.urgeGapHelp')}>
        <DurationSetting
          label={text('flowSettings.urgeGap')}
          value={settings.urgeGap}
          onChange={(urgeGap) => change({ urgeGap })}
        />
      </Setting>
      <CalendarSetting settings={settings} change={change} />
      <WordsSetting
        name="processMap"
        usual="off"
        words={['off', 'suggested', 'required']}
        {...{ settings, change }}
      />
      <StepsSetting settings={settings} change={change} />
    </Section>
  );
}

interface OneSettingProps {
  readonly settings: FlowSettings;
  readonly change: Change;
}

function WordsSetting({
  name,
  usual,
  words,
  settings,
  change,
}: OneSettingProps & {
  readonly name: 'dedupe' | 'afterReturn' | 'processMap';
  readonly usual: string;
  readonly words: readonly string[];
}) {
  const text = useText();
  const id = useId();
  return (
    <Setting label={text(`flowSettings.${name}`)} htmlFor={id}>
      <Select<string>
        id={id}
        value={settings[name] ?? usual}
        options={words.map((word) => ({ value: word, label: text(`flowSettings.${name}_${word}`) }))}
        onChange={(word) => change({ [name]: word === usual ? undefined : word })}
      />
    </Setting>
  );
}

function Toggle({
  name,
  settings,
  change,
}: OneSettingProps & { readonly name: 'allowRevoke' | 'allowRecall' }) {
  const text = useText();
  const id = useId();
  return (
    <div className="ds-setting is-inline">
      <Switch
        id={id}
        size="small"
        checked={settings[name] ?? true}
        onChange={(isOn) => change({ [name]: isOn ? undefined : false })}
      />
      <label htmlFor={id}>{text(`flowSettings.${name}`)}</label>
    </div>
  );
}

/** The same choice as a node has, drawn from the schema of the nodes that have it. */
function EmptySetting({ settings, change }: OneSettingProps) {
  const text = useText();
  const { surroundings } = useDesigner();
  const schema = surroundings.catalog.nodeTypes
    .map((part): ConfigSchema | undefined => part.config.properties?.['empty'])
    .find((found) => found !== undefined);
  if (schema === undefined) return null;
  return (
    <ConfigField
      name="empty"
      title={text('flowSettings.empty')}
      schema={schema}
      value={settings.empty}
      onChange={(empty) => change({ empty })}
    />
  );
}

function CalendarSetting({ settings, change }: OneSettingProps) {
  const text = useText();
  const { names, neighbours } = useDesigner();
  const id = useId();
  return (
    <Setting label={text('flowSettings.calendar')} help={text('flowSettings.calendarHelp')} htmlFor={id}>
      <Select<string>
        id={id}
        allowClear={{ label: text('clear') }}
        {...(settings.calendar === undefined ? {} : { value: settings.calendar })}
        placeholder={text('flowSettings.noCalendar')}
        options={neighbours.calendars.map((calendar) => ({
          value: calendar.key,
          label: names.title(calendar.title),
        }))}
        onChange={(calendar: string | undefined) => change({ calendar })}
      />
    </Setting>
  );
}

const STEPS_MAX = 10_000;

function StepsSetting({ settings, change }: OneSettingProps) {
  const text = useText();
  const label = text('flowSettings.autoStepsMax');
  const store = (typed: string) => {
    const count = /^\d{1,5}$/.test(typed) ? Number.parseInt(typed, 10) : undefined;
    if (typed === '' || (count !== undefined && count >= 1 && count <= STEPS_MAX))
      change({ autoStepsMax: count });
  };
  return (
    <Setting label={label} help={text('flowSettings.autoStepsMaxHelp')}>
      <TextSetting
        label={label}
        value={settings.autoStepsMax === undefined ? '' : String(settings.autoStepsMax)}
        placeholder="1000"
        maxLength={5}
        onChange={store}
      />
    </Setting>
  );
}
