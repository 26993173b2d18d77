import { useMemo, useRef, useState, type RefObject } from 'react';
import { App, Button, Input, type InputRef } from 'antd';
import { ApiProblem, type Task } from '@dougong/ui/api';
import { focusField, lineTables, type FormState } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import type { RuntimeForm } from '../data/form-models.js';
import type { LoadedRecord } from '../data/queries.js';
import { issuesAtPlaces, placeOf, placeWords } from '../document/problem-places.js';
import { patchOf, serverOwned } from '../document/wire-patch.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { useText } from '../texts/index.js';
import { blankFields, requiredFields } from './required-fields.js';
import { forwardAction, isRefusable } from './task-words.js';
import { useAnswer } from './use-answer.js';

interface AnswerProps {
  readonly task: Task;
  readonly form: RuntimeForm;
  readonly record: LoadedRecord;
  /** What is typed into the task; null when it asks for no fields. */
  readonly state: FormState | null;
  onAnswered(task: Task): void;
}

type Verb = ReturnType<typeof forwardAction> | 'reject';
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
  return (
    <>
      <label htmlFor="rt-opinion">
        <b>{text('inbox.comment')}</b>{' '}
        <span className={missing ? 'rt-fault' : 'dg-t2'} id="rt-opinion-note">
          {isRefusable(task.kind) ? text(missing ? 'inbox.reasonMissing' : 'inbox.reasonHint') : ''}
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

/** Sends an answer once everything is there that it asks for. */
function useSend({ task, form, record, state }: AnswerProps, answer: Answer, opinion: Opinion) {
  const skip = useMemo(() => serverOwned(form.definition, form.model), [form]);
  const comment = opinion.comment.trim();
  return (action: Verb) => {
    if (action === 'reject' && comment === '') return opinion.demand();
    const asked = requiredFields(form.definition, record, task);
    const blank = state === null ? [] : blankFields(form.definition, state, asked);
    if (state !== null && action === 'complete' && blank.length > 0) {
      state.setIssues(blank);
      focusField(blank[0]?.path ?? '');
      return;
    }
    answer.send({ task, action, comment, ...(state === null ? {} : { record: patchOf(state, skip) }) });
  };
}

/** Where the task is answered: opinion, refusal, and the way forward. */
export function AnswerBar(props: AnswerProps) {
  const { task, form, state, onAnswered } = props;
  const text = useText();
  const title = useLocalized();
  const { message } = App.useApp();
  const opinion = useOpinion();
  const forward = forwardAction(task.kind);
  const answer = useAnswer(({ action }) => {
    void message.success(text(`inbox.done_${action}`, { title: task.recordTitle || title(task.title) }));
    onAnswered(task);
  });
  const { pending } = answer;
  const send = useSend(props, answer, opinion);
  const refuse = () => (opinion.comment.trim() === '' ? opinion.input.current?.focus() : send('reject'));
  useShortcut('a', () => send(forward), { enabled: pending === null });
  useShortcut('r', refuse, { enabled: isRefusable(task.kind) && pending === null });
  const buttonFor = (action: Verb) => ({
    size: 'large' as const,
    loading: pending === action,
    disabled: pending !== null && pending !== action,
    onClick: () => send(action),
  });
  return (
    <div className="rt-answer">
      <AnswerProblem problem={answer.problem} form={form} state={state} />
      {task.kind === 'cc' ? null : <OpinionField task={task} opinion={opinion} />}
      <div className="rt-answer-buttons">
        {isRefusable(task.kind) ? (
          <Button danger {...buttonFor('reject')} aria-keyshortcuts="r">
            {text('inbox.reject')} <kbd className="rt-kbd">R</kbd>
          </Button>
        ) : null}
        <Button type="primary" {...buttonFor(forward)} aria-keyshortcuts="a">
          {text(`inbox.${forward}`)} <kbd className="rt-kbd">A</kbd>
        </Button>
      </div>
    </div>
  );
}
