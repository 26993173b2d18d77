import { useState } from 'react';
import { Button, Segmented, Select } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import { dryRun } from './rule-calls.js';
import type { DryRunAnswer } from './rule-calls.js';
import { RecordSearch } from './RecordSearch.js';
import { eventOptions } from './rule-events.js';
import type { EventOption } from './rule-events.js';
import { SampleForm } from './SampleForm.js';
import { TryResult } from './TryResult.js';
import { useSample } from './use-sample.js';

interface TryPanelProps {
  /** The rule as it is written now; absent while its text is no rule. */
  readonly rule: RuleDefinition | undefined;
  readonly names: Names;
}

type Source = 'record' | 'sample';

interface Tried {
  readonly rule: RuleDefinition;
  readonly answer: DryRunAnswer;
}

/** Tries the rule on a stored record or on values typed for it. Nothing is written. */
export function TryPanel({ rule, names }: TryPanelProps) {
  const text = useText();
  const { form } = names.surroundings;
  const [source, setSource] = useState<Source>('record');
  const [record, setRecord] = useState<string>();
  const [event, setEvent] = useState<string>();
  const sample = useSample(form.definition, rule?.tests?.[0]?.record);
  const options = rule === undefined ? [] : eventOptions(rule, names);
  const chosen = options.find(({ value }) => value === event) ?? options[0];
  const trying = useMutation({
    mutationFn: async (tried: RuleDefinition): Promise<Tried> => {
      const on = source === 'record' ? { recordId: record ?? '' } : { record: sample.values() };
      return { rule: tried, answer: await dryRun(tried, on, chosen?.event) };
    },
  });
  const startFrom = async () => {
    if (record !== undefined) await sample.startFrom(record);
    setSource('sample');
  };
  const missing =
    rule === undefined ? 'try.noRule' : source === 'record' && record === undefined ? 'try.noRecord' : null;
  const tried = trying.data;
  return (
    <div className="ds-try">
      <TryBar
        form={form.key}
        source={source}
        onSource={setSource}
        record={record}
        onRecord={setRecord}
        events={options}
        event={chosen?.value}
        onEvent={setEvent}
        canRun={missing === null}
        isRunning={trying.isPending}
        onRun={() => rule === undefined || trying.mutate(rule)}
      />
      <p className="dg-t2">
        {text(missing ?? 'try.nothingWritten')}{' '}
        {source === 'record' && record !== undefined ? (
          <button type="button" className="ds-link" onClick={() => void startFrom()}>
            {text('try.changeValues')}
          </button>
        ) : null}
      </p>
      {source === 'sample' ? <SampleForm definition={form.definition} state={sample.state} /> : null}
      {trying.error === null ? null : <ProblemPanel problem={trying.error} />}
      {tried === undefined ? null : (
        <>
          {tried.rule === rule ? null : <p className="ds-stale">{text('try.stale')}</p>}
          <TryResult answer={tried.answer} names={names} />
        </>
      )}
    </div>
  );
}

interface TryBarProps {
  readonly form: string;
  readonly source: Source;
  readonly onSource: (source: Source) => void;
  readonly record: string | undefined;
  readonly onRecord: (id: string) => void;
  readonly events: readonly EventOption[];
  readonly event: string | undefined;
  readonly onEvent: (event: string) => void;
  readonly canRun: boolean;
  readonly isRunning: boolean;
  readonly onRun: () => void;
}

/** What is tried on, what happens to it, and the way to see. */
function TryBar(props: TryBarProps) {
  const text = useText();
  const { form, source, record, events, event, canRun, isRunning } = props;
  return (
    <div className="ds-try-bar">
      <Segmented
        aria-label={text('try.source')}
        value={source}
        onChange={props.onSource}
        options={[
          { value: 'record', label: text('try.ofRecord') },
          { value: 'sample', label: text('try.ofSample') },
        ]}
      />
      {source === 'record' ? <RecordSearch form={form} value={record} onChange={props.onRecord} /> : null}
      {events.length < 2 ? null : (
        <Select<string>
          aria-label={text('try.event')}
          className="ds-try-event"
          value={event ?? ''}
          options={events.map(({ value, label }) => ({ value, label }))}
          onChange={props.onEvent}
        />
      )}
      <Button
        type="primary"
        icon={<FlaskConical size={16} />}
        disabled={!canRun}
        loading={isRunning}
        onClick={props.onRun}
      >
        {text('try.run')}
      </Button>
    </div>
  );
}
