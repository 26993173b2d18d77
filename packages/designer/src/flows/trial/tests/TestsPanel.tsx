import { useRef, useState } from 'react';
import { App, Button } from 'antd';
import { Play } from 'lucide-react';
import type { FlowDefinition, FlowTest } from '@dougong/kernel/metadata';
import type { RecordValues } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../../../i18n/text.js';
import { useDesigner, useView } from '../../designer-context.js';
import type { TrialCalls } from '../trial-calls.js';
import { useTrial } from '../trial-context.js';
import type { TestOutcome } from '../trial-contract.js';
import type { Setup } from '../use-setup.js';
import { testsOf } from './flow-tests.js';
import { foundValues } from './portable-values.js';
import { findRecord } from './record-matches.js';
import { TestRow } from './TestRow.js';

interface TestsPanelProps {
  readonly calls: TrialCalls;
  readonly setup: Setup;
  readonly onOpened: () => void;
}

/** The tests of the flow: run now, as publishing will run them. */
export function TestsPanel({ calls, setup, onOpened }: TestsPanelProps) {
  const text = useText();
  const { document } = useView();
  const tests = testsOf(document);
  const check = useCheck(calls);
  const open = useOpen(setup, onOpened);
  const { outcomes, isStale } = check.of(document);
  const failed = outcomes?.filter(({ passed }) => !passed).length ?? 0;
  return (
    <section className="ds-trial-tests" aria-label={text('trial.tests.title')}>
      <header>
        <p role="status">
          {check.isRunning
            ? text('trial.tests.running', { count: tests.length })
            : outcomes === undefined
              ? text('trial.tests.help')
              : failed === 0
                ? text('definitions.allPass', { count: outcomes.length })
                : text('definitions.someFail', { count: failed })}
        </p>
        {check.isRunning ? (
          <Button size="small" onClick={check.stop}>
            {text('replay.stop')}
          </Button>
        ) : (
          <Button
            size="small"
            type="primary"
            icon={<Play size={14} />}
            disabled={tests.length === 0}
            onClick={() => void check.run(document)}
          >
            {text('trial.tests.runAll')}
          </Button>
        )}
      </header>
      {isStale ? <p className="ds-stale">{text('trial.tests.stale')}</p> : null}
      {check.problem === null ? null : <ProblemPanel problem={check.problem} />}
      {tests.length === 0 ? <p className="dg-t2">{text('trial.tests.none')}</p> : null}
      <ul className="ds-tests">
        {tests.map((test, at) => (
          <TestRow
            key={test.name}
            test={test}
            at={at}
            outcome={outcomes?.find((outcome) => outcome.test === test.name)}
            onOpen={() => void open(test)}
          />
        ))}
      </ul>
    </section>
  );
}

interface Checked {
  readonly definition: FlowDefinition;
  readonly outcomes: readonly TestOutcome[];
}

/** Runs all tests of a drawing; one run at a time, which can be given up. */
function useCheck(calls: TrialCalls) {
  const running = useRef<AbortController | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [checked, setChecked] = useState<Checked>();
  const run = async (definition: FlowDefinition) => {
    const here = new AbortController();
    running.current = here;
    setRunning(true);
    setProblem(null);
    try {
      const outcomes = await calls.check(definition.key, definition, here.signal);
      setChecked({ definition, outcomes });
    } catch (failure) {
      if (!here.signal.aborted) setProblem(failure);
    } finally {
      setRunning(false);
    }
  };
  return {
    run,
    stop: () => running.current?.abort(),
    isRunning,
    problem,
    of: (definition: FlowDefinition) => ({
      outcomes: checked?.outcomes,
      isStale: checked !== undefined && checked.definition !== definition,
    }),
  };
}

/** Opens a test as a trial, as somebody who could be its starter today. */
function useOpen(setup: Setup, onOpened: () => void): (test: FlowTest) => Promise<void> {
  const { neighbours, surroundings, names } = useDesigner();
  const { play } = useTrial();
  const { message } = App.useApp();
  const { definition } = surroundings.form;
  return async ({ starter, at, record, steps }) => {
    const who = starter.user ?? neighbours.setup.roles[starter.role ?? '']?.[0];
    if (who === undefined) {
      void message.warning(names.text('trial.tests.nobodyStarts', { role: names.role(starter.role ?? '') }));
      return;
    }
    const values = await foundValues(record.values as RecordValues, definition, findRecord);
    const given = { starter: who, at: at ?? new Date().toISOString(), record: { values } };
    setup.takeOver(given);
    onOpened();
    await play.open(given, steps);
  };
}
