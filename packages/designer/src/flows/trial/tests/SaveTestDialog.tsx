import { useState } from 'react';
import { App, Checkbox, Input, Modal, Select } from 'antd';
import type { TestedPerson } from '@dougong/kernel/metadata';
import type { RecordValues } from '@dougong/ui/api';
import { successMessage } from '@dougong/ui/shell';
import { useText } from '../../../i18n/text.js';
import { useDesigner, useView } from '../../designer-context.js';
import { usePlayedTrial } from '../trial-context.js';
import { expectationText } from './expectation-text.js';
import { isFreeName, keepTest } from './flow-tests.js';
import { foundBy, hasWaits, testOf } from './make-test.js';
import { portableValues } from './portable-values.js';
import { matchesIn } from './record-matches.js';
import type { Expect, Expectation, Kept } from './make-test.js';

const ORDER: readonly Expectation[] = ['status', 'state', 'path', 'open', 'refused', 'notified'];
/** Whom rules tell changes more often than where a document goes. */
const UNUSUAL: ReadonlySet<Expectation> = new Set(['notified']);

function offeredIn(found: Expect): readonly Expectation[] {
  return ORDER.filter((name) => found[name] !== undefined);
}

/** Keeps the trial as a test of the flow: what it is called, and what it expects from now on. */
export function SaveTestDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const { message } = App.useApp();
  const { run, surroundings } = useDesigner();
  const { document } = useView();
  const { answer, view } = usePlayedTrial();
  const starters = useStarters(view.given?.starter);
  const [kept, setKept] = useState<Kept>(() => ({
    name: '',
    starter: starters[0]?.starter ?? {},
    expectations: new Set(offeredIn(foundBy(answer)).filter((name) => !UNUSUAL.has(name))),
    samePeople: false,
    sameTime: hasWaits(view.steps),
  }));
  const isNamed = kept.name.trim() !== '';
  const isTaken = isNamed && !isFreeName(document, kept.name);
  const test = view.given === undefined ? undefined : testOf(view.given, view.steps, answer, kept);
  const save = () => {
    if (test === undefined) return;
    const { definition } = surroundings.form;
    const values = portableValues(test.record.values as RecordValues, definition, matchesIn(surroundings));
    run(keepTest(document, { ...test, record: { values } }));
    void message.open(successMessage(text('trial.tests.saved', { name: test.name })));
    onClose();
  };
  return (
    <Modal
      open
      title={text('trial.tests.save')}
      okText={text(isTaken ? 'trial.tests.replace' : 'trial.tests.keep')}
      cancelText={text('cancel')}
      okButtonProps={{ disabled: test === undefined || !isNamed || kept.expectations.size === 0 }}
      onOk={save}
      onCancel={onClose}
    >
      {test === undefined ? <p className="ds-stale">{text('trial.tests.onlySamples')}</p> : null}
      <TestFields
        kept={kept}
        isTaken={isTaken}
        starters={starters}
        onChange={(change) => setKept((before) => ({ ...before, ...change }))}
      />
    </Modal>
  );
}

interface TestFieldsProps {
  readonly kept: Kept;
  readonly isTaken: boolean;
  readonly starters: readonly StarterChoice[];
  readonly onChange: (change: Partial<Kept>) => void;
}

function TestFields({ kept, isTaken, starters, onChange }: TestFieldsProps) {
  const text = useText();
  const chosen = starters.findIndex(({ starter }) => starter === kept.starter);
  return (
    <div className="ds-trial-fields">
      <label className="ds-trial-field">
        <span>{text('trial.tests.name')}</span>
        <Input
          autoFocus
          maxLength={200}
          value={kept.name}
          placeholder={text('trial.tests.nameHint')}
          onChange={({ target }) => onChange({ name: target.value })}
        />
        {isTaken ? <small className="dg-t2">{text('trial.tests.taken')}</small> : null}
      </label>
      <label className="ds-trial-field">
        <span>{text('trial.tests.starter')}</span>
        <Select<number>
          aria-label={text('trial.tests.starter')}
          options={starters.map(({ label }, value) => ({ value, label }))}
          value={Math.max(0, chosen)}
          onChange={(at) => onChange({ starter: starters[at]?.starter ?? kept.starter })}
        />
      </label>
      <Expectations kept={kept} onChange={onChange} />
      {(['samePeople', 'sameTime'] as const).map((name) => (
        <Checkbox
          key={name}
          checked={kept[name]}
          onChange={({ target }) => onChange({ [name]: target.checked })}
        >
          {text(`trial.tests.${name}`)}
        </Checkbox>
      ))}
    </div>
  );
}

/** What the trial came to, to choose from. */
function Expectations({ kept, onChange }: Pick<TestFieldsProps, 'kept' | 'onChange'>) {
  const text = useText();
  const { names } = useDesigner();
  const trial = usePlayedTrial();
  const found = foundBy(trial.answer);
  const words = { names, trial, samePeople: kept.samePeople };
  return (
    <fieldset className="ds-trial-expect">
      <legend>{text('trial.tests.expect')}</legend>
      <Checkbox.Group<Expectation>
        value={[...kept.expectations]}
        onChange={(chosen) => onChange({ expectations: new Set(chosen) })}
        options={offeredIn(found).map((name) => ({
          value: name,
          label: expectationText(name, found, words),
        }))}
      />
    </fieldset>
  );
}

interface StarterChoice {
  readonly label: string;
  readonly starter: TestedPerson;
}

/** The starter by each of his roles, so that the test outlives him, and by himself. */
function useStarters(user: string | undefined): readonly StarterChoice[] {
  const text = useText();
  const { names, neighbours } = useDesigner();
  const [choices] = useState((): readonly StarterChoice[] => {
    if (user === undefined) return [];
    const roles = Object.entries(neighbours.setup.roles).filter(([, holders]) => holders.includes(user));
    return [
      ...roles.map(([role]) => ({
        label: text('trial.tests.anyOf', { role: names.role(role) }),
        starter: { role },
      })),
      { label: names.user(user), starter: { user } },
    ];
  });
  return choices;
}
