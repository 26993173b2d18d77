import { useRef, useState } from 'react';
import { Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import type { RecordAction } from '@dougong/ui/api';
import { ACTION_ICONS } from '../document/flow-actions/action-icons.js';
import { FlowActionDialog } from '../document/flow-actions/FlowActionDialog.js';
import { useActionWords } from '../document/flow-actions/use-action-words.js';
import { useText } from '../texts/index.js';

interface TaskStepsProps {
  readonly actions: readonly RecordAction[];
  readonly form: string;
  readonly recordId: string;
  readonly phone: boolean;
  /** What is typed as an opinion goes along. */
  readonly comment?: string;
  onDone(action: RecordAction): void;
}

interface StepsProps {
  readonly actions: readonly RecordAction[];
  onPress(action: RecordAction): void;
}

function keyOf({ kind, id, taskId, instance }: RecordAction): string {
  return [kind, id, taskId, instance].filter(Boolean).join('-');
}

/** On a phone they share one button. */
function FoldedSteps({ actions, onPress }: StepsProps) {
  const text = useText();
  const { titleOf, reasonOf } = useActionWords(actions);
  const dots = useRef<HTMLButtonElement>(null);
  const items = actions.map((action) => {
    const Icon = ACTION_ICONS[action.id];
    return {
      key: keyOf(action),
      disabled: !action.allowed,
      icon: Icon === undefined ? null : <Icon size={18} aria-hidden="true" />,
      label: (
        <>
          {titleOf(action)}
          {action.allowed ? null : <small className="rt-menu-reason">{reasonOf(action)}</small>}
        </>
      ),
      onClick: () => {
        dots.current?.focus();
        onPress(action);
      },
    };
  });
  return (
    <Dropdown trigger={['click']} placement="topLeft" menu={{ items }}>
      <Button
        ref={dots}
        size="large"
        icon={<Ellipsis size={18} />}
        aria-label={text('inbox.moreSteps')}
        className="rt-steps-more"
      />
    </Dropdown>
  );
}

function OpenSteps({ actions, onPress }: StepsProps) {
  const { titleOf, reasonOf } = useActionWords(actions);
  return actions.map((action) => {
    const Icon = ACTION_ICONS[action.id];
    return (
      <span key={keyOf(action)} className="rt-step">
        <Button
          type="text"
          icon={Icon === undefined ? null : <Icon size={16} />}
          disabled={!action.allowed}
          onClick={() => onPress(action)}
        >
          {titleOf(action)}
        </Button>
        {action.allowed ? null : <small className="dg-t3">{reasonOf(action)}</small>}
      </span>
    );
  });
}

/** What may be done besides answering; each opens its dialog. */
export function TaskSteps({ actions, form, recordId, phone, comment = '', onDone }: TaskStepsProps) {
  const [asked, setAsked] = useState<RecordAction | null>(null);
  if (actions.length === 0) return null;
  const Steps = phone ? FoldedSteps : OpenSteps;
  return (
    <div className="rt-steps">
      <Steps actions={actions} onPress={setAsked} />
      {asked === null ? null : (
        <FlowActionDialog
          action={asked}
          form={form}
          recordId={recordId}
          comment={comment}
          onClose={() => setAsked(null)}
          onDone={onDone}
        />
      )}
    </div>
  );
}
