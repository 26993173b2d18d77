import { useState } from 'react';
import { Button, Input } from 'antd';
import { CircleAlert, CircleCheck, CircleDashed, PencilLine, Trash2 } from 'lucide-react';
import type { FlowTest } from '@dougong/kernel/metadata';
import { useText } from '../../../i18n/text.js';
import { useDesigner, useView } from '../../designer-context.js';
import { useTrial } from '../trial-context.js';
import type { TestOutcome } from '../trial-contract.js';
import { differenceText } from './difference-text.js';
import { isFreeName, removeTest, renameTest } from './flow-tests.js';

const ICONS = { passed: CircleCheck, failed: CircleAlert, notRun: CircleDashed } as const;

interface TestRowProps {
  readonly test: FlowTest;
  readonly at: number;
  /** Absent while it was not run. */
  readonly outcome: TestOutcome | undefined;
  readonly onOpen: () => void;
}

/** One test: its name opens it as a trial; what differs stands under it. */
export function TestRow({ test, at, outcome, onOpen }: TestRowProps) {
  const text = useText();
  const { run } = useDesigner();
  const { document } = useView();
  const [isRenaming, setRenaming] = useState(false);
  const result = outcome === undefined ? 'notRun' : outcome.passed ? 'passed' : 'failed';
  const Icon = ICONS[result];
  return (
    <li>
      {isRenaming ? (
        <NewName test={test} at={at} onDone={() => setRenaming(false)} />
      ) : (
        <button
          type="button"
          className="ds-test-name"
          title={text('trial.tests.open', { name: test.name })}
          onClick={onOpen}
        >
          {test.name}
        </button>
      )}
      <span className={`ds-outcome is-${result}`}>
        <Icon size={14} aria-hidden="true" />
        {text(`rules.outcomes.${result}`)}
      </span>
      <span className="ds-trial-row-tools">
        <Button
          size="small"
          type="text"
          icon={<PencilLine size={14} />}
          aria-label={text('trial.tests.rename', { name: test.name })}
          onClick={() => setRenaming(true)}
        />
        <Button
          size="small"
          type="text"
          icon={<Trash2 size={14} />}
          aria-label={text('definitions.removeTest', { name: test.name })}
          onClick={() => run(removeTest(document, at))}
        />
      </span>
      <small className="dg-t2">{text('trial.tests.steps', { count: test.steps.length })}</small>
      <Differences outcome={outcome} />
    </li>
  );
}

function Differences({ outcome }: Pick<TestRowProps, 'outcome'>) {
  const { names } = useDesigner();
  const { node } = useTrial();
  return outcome?.differences.map((difference, at) => (
    <small key={at} className="ds-fault">
      {differenceText(difference, names, node)}
    </small>
  ));
}

function NewName({ test, at, onDone }: Pick<TestRowProps, 'test' | 'at'> & { readonly onDone: () => void }) {
  const text = useText();
  const { run } = useDesigner();
  const { document } = useView();
  const [name, setName] = useState(test.name);
  const isFree = isFreeName(document, name, at);
  const rename = () => {
    if (isFree && name.trim() !== test.name) run(renameTest(document, at, name.trim()));
    onDone();
  };
  return (
    <Input
      size="small"
      autoFocus
      aria-label={text('trial.tests.name')}
      maxLength={200}
      value={name}
      status={isFree ? '' : 'error'}
      onChange={({ target }) => setName(target.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') rename();
        if (event.key === 'Escape') onDone();
      }}
    />
  );
}
