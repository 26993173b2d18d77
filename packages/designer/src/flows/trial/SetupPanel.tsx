import { useEffect } from 'react';
import { Button, Segmented } from 'antd';
import { Play } from 'lucide-react';
import { RecordSearch } from '../../rules/try/RecordSearch.js';
import { SampleForm } from '../../rules/try/SampleForm.js';
import { useText } from '../../i18n/text.js';
import { useDesigner, useView } from '../designer-context.js';
import { Busy } from './Busy.js';
import { choiceNodes } from './choice-nodes.js';
import { ChoiceFields } from './ChoiceFields.js';
import { PersonSelect } from './PersonSelect.js';
import { isMakingRefused, makingOf } from './played-steps.js';
import { ProblemOfTrial } from './ProblemOfTrial.js';
import { RefusalView } from './RefusalView.js';
import { recordIssues } from './refusal-places.js';
import { useTrial } from './trial-context.js';
import type { Setup, Source } from './use-setup.js';

/** Who starts, on which record, and when: everything that is chosen before the first step. */
export function SetupPanel({ setup }: { readonly setup: Setup }) {
  const text = useText();
  const { surroundings } = useDesigner();
  const { play, view } = useTrial();
  const { form } = surroundings;
  const given = setup.given;
  const missing =
    setup.starter === undefined
      ? 'trial.noStarter'
      : setup.source === 'record' && setup.record === undefined
        ? 'trial.noRecord'
        : null;
  const start = () => {
    const chosen = given();
    if (chosen !== undefined) void play.begin(chosen, setup.start());
  };
  return (
    <div className="ds-trial-setup">
      <Starter setup={setup} />
      <section className="ds-trial-block" aria-labelledby="trial-record">
        <h2 id="trial-record">{text('trial.record')}</h2>
        <RecordSource setup={setup} />
        {setup.source === 'sample' ? (
          <SampleForm definition={form.definition} state={setup.sample} />
        ) : (
          <RecordOf setup={setup} />
        )}
      </section>
      <StartingTime setup={setup} />
      <footer className="ds-trial-start">
        <RefusedMaking setup={setup} />
        <ProblemOfTrial />
        <Busy />
        <span className="dg-t2">{text(missing ?? 'trial.nothingWritten')}</span>
        <Button
          type="primary"
          icon={<Play size={16} />}
          disabled={missing !== null}
          loading={view.isBusy}
          onClick={start}
        >
          {text('trial.start')}
        </Button>
      </footer>
    </div>
  );
}

function Starter({ setup }: { readonly setup: Setup }) {
  const text = useText();
  const { document } = useView();
  const nodes = choiceNodes(document, 'start');
  return (
    <section className="ds-trial-block" aria-labelledby="trial-starter">
      <h2 id="trial-starter">{text('trial.starter')}</h2>
      <PersonSelect
        label={text('trial.starter')}
        value={setup.starter}
        onChange={(starter) => setup.change({ starter })}
      />
      <ChoiceFields nodes={nodes} choices={setup.choices} onChange={(choices) => setup.change({ choices })} />
    </section>
  );
}

function RecordSource({ setup }: { readonly setup: Setup }) {
  const text = useText();
  return (
    <Segmented<Source>
      aria-label={text('trial.record')}
      value={setup.source}
      onChange={(source) => setup.change({ source })}
      options={[
        { value: 'sample', label: text('try.ofSample') },
        { value: 'record', label: text('try.ofRecord') },
      ]}
    />
  );
}

function RecordOf({ setup }: { readonly setup: Setup }) {
  const text = useText();
  const { surroundings } = useDesigner();
  const { record } = setup;
  return (
    <>
      <RecordSearch
        form={surroundings.form.key}
        value={record}
        onChange={(chosen) => setup.change({ record: chosen })}
      />
      <p className="ds-help">
        {text('trial.recordHelp')}{' '}
        {record === undefined ? null : (
          <button type="button" className="ds-link" onClick={() => void setup.copyRecord(record)}>
            {text('trial.copyRecord')}
          </button>
        )}
      </p>
    </>
  );
}

function StartingTime({ setup }: { readonly setup: Setup }) {
  const text = useText();
  return (
    <section className="ds-trial-block">
      <label className="ds-trial-field">
        <span>{text('trial.begins')}</span>
        <input
          type="datetime-local"
          className="ds-trial-time"
          value={setup.at}
          onChange={({ target }) => setup.change({ at: target.value })}
        />
      </label>
      <p className="ds-help">{text('trial.beginsHelp')}</p>
    </section>
  );
}

/** The sample was refused as a new record would be: said here, and at its fields. */
function RefusedMaking({ setup }: { readonly setup: Setup }) {
  const { answer } = useTrial().view;
  const refused = answer === undefined ? undefined : makingOf(answer)?.refused;
  const { sample } = setup;
  const { definition } = useDesigner().surroundings.form;
  useEffect(() => {
    if (refused !== undefined) sample.setIssues(recordIssues(refused, definition));
  }, [refused, sample, definition]);
  if (answer === undefined || !isMakingRefused(answer) || refused === undefined) return null;
  return <RefusalView refusal={refused} />;
}
