import { useState } from 'react';
import { Button, Dropdown, Input } from 'antd';
import { Ellipsis, UserRound } from 'lucide-react';
import type { FormValues } from '@dougong/ui/forms';
import { SampleForm } from '../../rules/try/SampleForm.js';
import { useText } from '../../i18n/text.js';
import { useDesigner, useView } from '../designer-context.js';
import { ActDialog } from './ActDialog.js';
import type { TrialDeed } from '@dougong/kernel/metadata';
import { ANSWERS, actOf, deedsOf, withoutBlanks } from './acts.js';
import { ChoiceFields } from './ChoiceFields.js';
import { choiceNodes } from './choice-nodes.js';
import { momentText } from './moment-text.js';
import { usePlayedTrial } from './trial-context.js';
import type { Choices, TrialTask } from './trial-contract.js';
import { useRecordChange } from './use-record-change.js';

interface TaskCardProps {
  readonly task: TrialTask;
  readonly isFirst: boolean;
}

/** One to-do: who has it, the fields that are open to him, and every button he could press. */
export function TaskCard({ task, isFirst }: TaskCardProps) {
  const text = useText();
  const { reveal } = useDesigner();
  const { person, node: titleOf } = usePlayedTrial();
  const { node, assignee, dueAt } = task;
  return (
    <details className="ds-trial-card ds-trial-task" open={isFirst}>
      <summary>
        <UserRound size={16} aria-hidden="true" />
        <b>{text('trial.actAs', { name: person(assignee) })}</b>
        <span className="dg-t2">{titleOf(node)}</span>
        {dueAt === undefined ? null : (
          <span className="dg-t2">{text('trial.due', { at: momentText(dueAt) })}</span>
        )}
      </summary>
      <TaskAnswer task={task} />
      <button type="button" className="ds-link" onClick={() => reveal({ kind: 'node', id: topNode(node) })}>
        {text('trial.showNode')}
      </button>
    </details>
  );
}

/** A node of a flow inside of this one is drawn as the node that holds that flow. */
function topNode(path: string): string {
  return path.replace(/[[/].*$/, '');
}

function TaskAnswer({ task }: { readonly task: TrialTask }) {
  const text = useText();
  const { surroundings } = useDesigner();
  const { document } = useView();
  const { answer, play, view } = usePlayedTrial();
  const [comment, setComment] = useState('');
  const [choices, setChoices] = useState<Choices>({});
  const change = useRecordChange(answer.record as FormValues, task.editable);
  const { node, assignee, editable, required } = task;
  const give = (deed: TrialDeed) =>
    void play.take({
      do: deed,
      node,
      by: assignee,
      ...withoutBlanks({ comment: comment.trim(), values: change.values(), choices: filled(choices) }),
    });
  return (
    <div className="ds-trial-answer">
      {editable.length === 0 ? null : (
        <SampleForm
          definition={surroundings.form.definition}
          state={change.state}
          only={editable}
          required={required}
        />
      )}
      <ChoiceFields nodes={choiceNodes(document, { node })} choices={choices} onChange={setChoices} />
      <Input.TextArea
        aria-label={text('trial.comment')}
        placeholder={text('trial.comment')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={2000}
        value={comment}
        onChange={({ target }) => setComment(target.value)}
      />
      <TaskButtons task={task} isBusy={view.isBusy} onAnswer={give} />
    </div>
  );
}

function filled(choices: Choices): Choices | undefined {
  const entries = Object.entries(choices).filter(([, people]) => people.length > 0);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

interface TaskButtonsProps {
  readonly task: TrialTask;
  readonly isBusy: boolean;
  readonly onAnswer: (deed: TrialDeed) => void;
}

/** Answers stand as buttons; whatever asks for more is behind the last one. */
function TaskButtons({ task, isBusy, onAnswer }: TaskButtonsProps) {
  const text = useText();
  const [asked, setAsked] = useState<TrialDeed | null>(null);
  const deeds = deedsOf(task.actions);
  const answers = ANSWERS.filter((deed) => deeds.includes(deed));
  const others = deeds.filter((deed) => !ANSWERS.includes(deed));
  return (
    <div className="ds-trial-buttons">
      {answers.map((deed, at) => (
        <Button
          key={deed}
          size="small"
          type={at === 0 ? 'primary' : 'default'}
          danger={deed === 'reject'}
          disabled={isBusy}
          onClick={() => onAnswer(deed)}
        >
          {text(`trial.acts.${deed}`)}
        </Button>
      ))}
      {others.length === 0 ? null : (
        <Dropdown
          trigger={['click']}
          disabled={isBusy}
          menu={{
            items: others.map((deed) => ({
              key: deed,
              label: text(`trial.acts.${deed}`),
              onClick: () => setAsked(deed),
            })),
          }}
        >
          <Button size="small" icon={<Ellipsis size={14} />}>
            {text('trial.otherActs')}
          </Button>
        </Dropdown>
      )}
      {asked === null ? null : (
        <ActDialog
          act={actOf(asked)}
          base={{ node: task.node, by: task.assignee }}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
