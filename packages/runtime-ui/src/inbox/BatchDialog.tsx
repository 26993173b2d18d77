import { useEffect, useRef, useState } from 'react';
import { Button, Input, Modal, Progress } from 'antd';
import { Check, CircleDashed, CircleMinus, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import { ApiProblem, OfflineProblem, type Task } from '@dougong/ui/api';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { useReturnFocus } from '../parts/use-return-focus.js';
import { useText } from '../texts/index.js';
import { FactValue, leadingFact } from './FactValue.js';
import { useBatch, type Batch, type BatchItem, type ItemState } from './use-batch.js';

interface BatchDialogProps {
  readonly tasks: readonly Task[];
  /** @param left ids of the tasks that were not approved. */
  onClose(left: readonly string[]): void;
}

const ICONS: Readonly<Record<ItemState, LucideIcon>> = {
  waiting: CircleDashed,
  running: LoaderCircle,
  done: Check,
  failed: CircleX,
  stopped: CircleMinus,
};

const WIDTH = 640;
const COMMENT_LENGTH_MAX = 2000;

/** Why the engine did not take it, in its own words. */
function useRefusal(): (problem: unknown) => string {
  const { language } = useLanguage();
  return (problem) => {
    if (problem instanceof ApiProblem) {
      const faults = problem.errors.map((fault) => issueSentence(fault, language));
      return faults.length > 0
        ? faults.join(' ')
        : issueSentence({ code: problem.code, params: problem.params, detail: problem.message }, language);
    }
    return issueSentence({ code: problem instanceof OfflineProblem ? problem.code : 'unknown' }, language);
  };
}

function BatchRow({ item: { task, state, problem } }: { readonly item: BatchItem }) {
  const text = useText();
  const title = useLocalized();
  const refusal = useRefusal();
  const row = useRef<HTMLLIElement>(null);
  const lead = leadingFact(task);
  const Icon = ICONS[state];
  useEffect(() => {
    if (state === 'running') row.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <li ref={row} className={`is-${state}`}>
      <Icon size={16} aria-hidden="true" />
      <span className="rt-batch-title">
        <b className="dg-clip">{task.recordTitle || title(task.title)}</b>
        <small className="dg-t2">
          <span className="dg-code">{task.code}</span> {title(task.nodeTitle)}
        </small>
      </span>
      <span className="rt-batch-figure">{lead === undefined ? null : <FactValue fact={lead} />}</span>
      <span className="rt-batch-state">{text(`batch.state_${state}`)}</span>
      {state === 'failed' ? <p className="rt-fault">{refusal(problem)}</p> : null}
    </li>
  );
}

function count(items: readonly BatchItem[], state: ItemState): number {
  return items.filter((item) => item.state === state).length;
}

/** How far it is, or how it ended. */
function BatchProgress({ items, phase }: Pick<Batch, 'items' | 'phase'>) {
  const text = useText();
  const done = count(items, 'done');
  const failed = count(items, 'failed');
  const stopped = count(items, 'stopped');
  const ended = done + failed;
  const words =
    phase === 'running'
      ? text('batch.running', { at: Math.min(ended + 1, items.length), count: items.length })
      : stopped > 0
        ? text('batch.stopped', { done, left: stopped + failed })
        : failed > 0
          ? text('batch.endedSome', { done, failed })
          : text('batch.ended', { count: done });
  return (
    <div className="rt-batch-progress">
      <p role="status">{words}</p>
      <Progress
        percent={Math.round((100 * ended) / items.length)}
        showInfo={false}
        size="small"
        aria-label={words}
      />
    </div>
  );
}

/** Approves several tasks with one comment; each is sent by itself and shows what became of it. */
export function BatchDialog({ tasks, onClose }: BatchDialogProps) {
  const text = useText();
  const [comment, setComment] = useState('');
  useReturnFocus();
  const batch = useBatch(tasks);
  const { items, phase } = batch;
  const left = items.filter(({ state }) => state !== 'done').map(({ task }) => task.id);
  const close = () => (phase === 'running' ? batch.stop() : onClose(left));
  const footer = {
    ready: (
      <>
        <Button onClick={close}>{text('cancel')}</Button>
        <Button type="primary" onClick={() => batch.start(comment.trim())}>
          {text('batch.approve', { count: tasks.length })}
        </Button>
      </>
    ),
    running: <Button onClick={batch.stop}>{text('batch.stop')}</Button>,
    ended: (
      <Button type="primary" autoFocus onClick={close}>
        {text('batch.close')}
      </Button>
    ),
  }[phase];
  return (
    <Modal
      open
      className="rt-act"
      width={WIDTH}
      mask={{ closable: false }}
      title={text('batch.title', { count: tasks.length })}
      afterOpenChange={(open) => {
        if (open) document.getElementById('rt-batch-comment')?.focus();
      }}
      onCancel={close}
      footer={footer}
    >
      {phase === 'ready' ? (
        <p className="rt-act-about">{text('batch.about')}</p>
      ) : (
        <BatchProgress items={items} phase={phase} />
      )}
      <ul className="rt-batch">
        {items.map((item) => (
          <BatchRow key={item.task.id} item={item} />
        ))}
      </ul>
      {phase === 'ready' ? (
        <section className="rt-act-part">
          <label htmlFor="rt-batch-comment">
            {text('batch.comment')}
            <span className="dg-t3"> {text('flowAction.optional')}</span>
          </label>
          <Input.TextArea
            id="rt-batch-comment"
            rows={2}
            maxLength={COMMENT_LENGTH_MAX}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        </section>
      ) : null}
    </Modal>
  );
}
