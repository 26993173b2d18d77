import { useMemo, useRef, useState, type RefObject } from 'react';
import { App, Button, Input, type InputRef } from 'antd';
import { ApiProblem, type RecordAction, type Task, type TaskActionName } from '@dougong/ui/api';
import { focusField, lineTables, type FormState } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel, successMessage } from '@dougong/ui/shell';
import type { RuntimeForm } from '../data/form-models.js';
import type { LoadedRecord } from '../data/queries.js';
import { ActionDialog } from '../document/flow-actions/ActionDialog.js';
import type { Answer as Given } from '../document/flow-actions/asks.js';
import { needsComment } from '../document/offered-actions.js';
import { issuesAtPlaces, placeOf, placeWords } from '../document/problem-places.js';
import { patchOf, serverOwned } from '../document/wire-patch.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { useText } from '../texts/index.js';
import { ChangedNotice } from './ChangedNotice.js';
import { blankFields, requiredFields } from './required-fields.js';
import { answerWord, forwardAction, isRefusable } from './task-words.js';
import { TaskSteps } from './TaskSteps.js';
import { useAnswer } from './use-answer.js';
import type { Ground } from './use-ground.js';

interface AnswerProps {
  readonly task: Task;
  readonly form: RuntimeForm;
  readonly record: LoadedRecord;
  readonly ground: Ground;
  /** What is typed into the task; null when it asks for no fields. */
  readonly state: FormState | null;
  readonly phone: boolean;
  onAnswered(task: Task): void;
}

type Answer = ReturnType<typeof useAnswer>;

/** The opinion that is typed, and whether it was asked for in vain. */
interface Opinion {
  readonly comment: string;
  readonly missing: boolean;
  readonly input: RefObject<InputRef | null>;
  type(comment: string): void;
  demand(): void;
}

function useOpinion(): Opinion {
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<InputRef>(null);
  return {
    comment,
    missing,
    input,
    type: (next) => {
      setComment(next);
      setMissing(false);
    },
    demand: () => {
      setMissing(true);
      input.current?.focus();
    },
  };
}

function OpinionField({ task, opinion }: { readonly task: Task; readonly opinion: Opinion }) {
  const text = useText();
  const { comment, missing, input, type } = opinion;
  const hint = missing ? 'inbox.reasonMissing' : isRefusable(task.kind) ? 'inbox.reasonHint' : null;
  return (
    <>
      <label htmlFor="rt-opinion">
        <b>{text(task.kind === 'resubmit' ? 'flowAction.comment' : 'inbox.comment')}</b>{' '}
        <span className={missing ? 'rt-fault' : 'dg-t2'} id="rt-opinion-note">
          {hint === null ? '' : text(hint)}
        </span>
      </label>
      <Input.TextArea
        id="rt-opinion"
        ref={input as never}
        rows={2}
        maxLength={2000}
        value={comment}
        status={missing ? 'error' : ''}
        aria-invalid={missing || undefined}
        aria-describedby="rt-opinion-note"
        onChange={(event) => type(event.target.value)}
      />
    </>
  );
}

const NO_ROWS: readonly string[] = [];

/** Why the answer was refused; faults of fields are shown at the fields too. */
function AnswerProblem({
  problem,
  form: { definition },
  state,
}: Pick<AnswerProps, 'form' | 'state'> & { readonly problem: unknown }) {
  const text = useText();
  const title = useLocalized();
  const rows = useMemo(() => new Map(lineTables(definition).map((table) => [table, NO_ROWS])), [definition]);
  const words = {
    title,
    line: (line: number, column: string) => text('document.lineField', { line, column }),
  };
  if (problem instanceof ApiProblem && state !== null) {
    const found = issuesAtPlaces(problem.errors, rows);
    if (found.length > 0 && state.issues().length === 0) queueMicrotask(() => state.setIssues(found));
  }
  if (problem === null) return null;
  return (
    <ProblemPanel
      problem={problem}
      placeOf={(pointer) => placeWords(definition, placeOf(pointer, rows), words)}
      onPlace={(pointer) => void focusField(`/${placeOf(pointer, rows)?.field ?? ''}`)}
    />
  );
}

/** The action of the record that an answer to the task is. */
function offeredAs({ actions }: LoadedRecord, task: Task, verb: TaskActionName): RecordAction | undefined {
  const id = task.kind === 'resubmit' ? 'resubmit' : verb;
  return actions.find((action) => action.taskId === task.id && action.id === id);
}

/** Sends an answer once everything is there that it asks for. */
function useSend({ task, form, record, ground, state }: AnswerProps, answer: Answer, opinion: Opinion) {
  const skip = useMemo(() => serverOwned(form.definition, form.model), [form]);
  const [choosing, setChoosing] = useState<{ verb: TaskActionName; offered: RecordAction } | null>(null);
  const isBlank = (verb: TaskActionName) => {
    const asked = [
      ...requiredFields(form.definition, record, task),
      ...(offeredAs(record, task, verb)?.missing ?? []),
    ];
    const blank = state === null || verb === 'reject' ? [] : blankFields(form.definition, state, asked);
    if (blank.length === 0) return false;
    state?.setIssues(blank);
    focusField(blank[0]?.path ?? '');
    return true;
  };
  const put = (verb: TaskActionName, { comment = opinion.comment, chosen = {} }: Given = {}) =>
    answer.send({
      task,
      action: verb,
      comment: comment.trim(),
      chosen,
      ...(task.kind === 'cc' ? {} : { ifMatch: ground.etag }),
      ...(state === null ? {} : { record: patchOf(state, skip) }),
    });
  const send = (verb: TaskActionName) => {
    const offered = offeredAs(record, task, verb);
    const asksWhy = verb === 'reject' || (offered !== undefined && needsComment(offered));
    if (asksWhy && opinion.comment.trim() === '') return opinion.demand();
    if (isBlank(verb)) return;
    if (offered !== undefined && (offered.choices ?? []).length > 0) setChoosing({ verb, offered });
    else put(verb);
  };
  return { send, put, choosing, stopChoosing: () => setChoosing(null) };
}

/** A record that has changed is told about by its own notice. */
function worthTelling(problem: unknown, { changes }: Ground): unknown {
  return problem instanceof ApiProblem && problem.status === 412 && changes.length > 0 ? null : problem;
}

interface ButtonsProps extends AnswerProps {
  readonly comment: string;
  readonly pending: TaskActionName | null;
  /** The record has changed: what is new must be looked at first. */
  readonly isChanged: boolean;
  onSend(verb: TaskActionName): void;
}

/** The steps beside the answer, the refusal and the way forward. */
function AnswerButtons({ comment, pending, isChanged, onSend, ...props }: ButtonsProps) {
  const { task, record, phone, onAnswered } = props;
  const text = useText();
  const forward = forwardAction(task.kind);
  const buttonFor = (action: TaskActionName) => ({
    size: 'large' as const,
    loading: pending === action,
    disabled: isChanged || (pending !== null && pending !== action),
    onClick: () => onSend(action),
  });
  return (
    <div className="rt-answer-buttons">
      <TaskSteps
        actions={record.actions.filter(({ kind, taskId }) => kind === 'step' && taskId === task.id)}
        form={task.form}
        recordId={task.recordId}
        phone={phone}
        comment={comment}
        onDone={(action) => {
          if (!STAYING_STEPS.has(action.id)) onAnswered(task);
        }}
      />
      {isRefusable(task.kind) ? (
        <Button danger {...buttonFor('reject')} aria-keyshortcuts="r">
          {text(`inbox.${answerWord(task, 'reject')}`)} <kbd className="rt-kbd">R</kbd>
        </Button>
      ) : null}
      <Button type="primary" {...buttonFor(forward)} aria-keyshortcuts="a">
        {text(`inbox.${answerWord(task, forward)}`)} <kbd className="rt-kbd">A</kbd>
      </Button>
    </div>
  );
}

/** After these the task may still wait for the same person. */
const STAYING_STEPS: ReadonlySet<string> = new Set(['add-sign', 'remove-sign']);

/** Where the task is answered: opinion, refusal, and the way forward. */
export function AnswerBar(props: AnswerProps) {
  const { task, form, record, ground, state, onAnswered } = props;
  const text = useText();
  const title = useLocalized();
  const { message } = App.useApp();
  const opinion = useOpinion();
  const answer = useAnswer(({ action }) => {
    void message.open(
      successMessage(
        text(`inbox.done_${answerWord(task, action)}`, { title: task.recordTitle || title(task.title) }),
      ),
    );
    onAnswered(task);
  });
  const { pending } = answer;
  const { send, put, choosing, stopChoosing } = useSend(props, answer, opinion);
  const isChanged = ground.changes.length > 0;
  const see = () => {
    stopChoosing();
    ground.see();
  };
  const mayPress = pending === null && !isChanged;
  const refuse = () => (opinion.comment.trim() === '' ? opinion.input.current?.focus() : send('reject'));
  useShortcut('a', () => send(forwardAction(task.kind)), { enabled: mayPress });
  useShortcut('r', refuse, { enabled: isRefusable(task.kind) && mayPress });
  const problem = worthTelling(answer.problem, ground);
  return (
    <div className="rt-answer">
      {isChanged ? (
        <ChangedNotice definition={form.definition} record={record} changes={ground.changes} onSeen={see} />
      ) : null}
      <AnswerProblem problem={choosing === null ? problem : null} form={form} state={state} />
      {task.kind === 'cc' ? null : <OpinionField task={task} opinion={opinion} />}
      <AnswerButtons
        {...props}
        comment={opinion.comment}
        pending={pending}
        isChanged={isChanged}
        onSend={send}
      />
      {choosing === null || isChanged ? null : (
        <ActionDialog
          action={choosing.offered}
          title={text(`inbox.${answerWord(task, choosing.verb)}`)}
          form={task.form}
          recordId={task.recordId}
          comment={opinion.comment}
          busy={pending !== null}
          problem={problem}
          onClose={stopChoosing}
          onSend={(wish) => put(choosing.verb, wish)}
        />
      )}
    </div>
  );
}
