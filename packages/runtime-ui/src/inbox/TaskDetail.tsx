import { useMemo, useRef, useState } from 'react';
import { App, Button, Input, type InputRef } from 'antd';
import { ArrowLeft, FileText } from 'lucide-react';
import { Link } from 'react-router';
import type { Task } from '@dougong/ui/api';
import {
  createFormState,
  focusField,
  FormView,
  lineTables,
  type FormState,
  type FormValues,
} from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { FactStrip, ProblemPanel } from '@dougong/ui/shell';
import { ApiProblem } from '@dougong/ui/api';
import { useForm, type RuntimeForm } from '../data/form-models.js';
import { useRecord, useRecordFlow, type LoadedRecord } from '../data/queries.js';
import { references } from '../data/references.js';
import { currentInstance } from '../document/flow-steps.js';
import { FlowTimeline } from '../document/FlowTimeline.js';
import { issuesAtPlaces, placeOf, placeWords } from '../document/problem-places.js';
import { patchOf, serverOwned } from '../document/wire-patch.js';
import { StateSeal } from '../parts/FieldValue.js';
import { stateOf } from '../parts/fields.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { useTaskFacts } from './FactValue.js';
import { LargestLinesTable } from './LargestLinesTable.js';
import { forwardAction, isRefusable } from './task-words.js';
import { useAnswer } from './use-answer.js';

interface TaskDetailProps {
  readonly task: Task;
  /** Whether it can still be answered. */
  readonly open: boolean;
  readonly phone: boolean;
  onAnswered(task: Task): void;
  onBack(): void;
}

const NO_FIELDS: readonly string[] = [];

/** The fields that closing the task asks for: those of the action that is the user's by this task. */
function requiredFields({ definition }: RuntimeForm, record: LoadedRecord, task: Task): readonly string[] {
  const action = record.actions.find((offered) => offered.kind === 'lifecycle' && offered.taskId === task.id);
  return definition.lifecycle?.actions?.find((known) => known.id === action?.id)?.required ?? NO_FIELDS;
}

interface AnswerProps extends TaskDetailProps {
  readonly form: RuntimeForm;
  readonly record: LoadedRecord;
  readonly state: FormState | null;
}

/** Where the task is answered: opinion, refusal, and the way forward. */
function AnswerBar({ task, form, record, state, onAnswered }: AnswerProps) {
  const text = useText();
  const title = useLocalized();
  const { message } = App.useApp();
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<InputRef>(null);
  const skip = useMemo(() => serverOwned(form.definition, form.model), [form]);
  const forward = forwardAction(task.kind);
  const answer = useAnswer(({ action }) => {
    void message.success(text(`inbox.done_${action}`, { title: task.recordTitle || title(task.title) }));
    onAnswered(task);
  });
  const tables = useMemo(() => lineTables(form.definition), [form]);
  const send = (action: typeof forward | 'reject') => {
    if (action === 'reject' && comment.trim() === '') {
      setMissing(true);
      input.current?.focus();
      return;
    }
    const asked = requiredFields(form, record, task).filter((field) => (state?.value(field) ?? '') === '');
    if (state !== null && action === 'complete' && asked.length > 0) {
      state.setIssues(asked.map((field) => ({ code: 'required', path: `/${field}` })));
      focusField(`/${asked[0]}`);
      return;
    }
    answer.send({
      task,
      action,
      comment: comment.trim(),
      ...(state === null ? {} : { record: patchOf(state, skip) }),
    });
  };
  useShortcut('a', () => send(forward), { enabled: answer.pending === null });
  useShortcut('r', () => (comment.trim() === '' ? input.current?.focus() : send('reject')), {
    enabled: isRefusable(task.kind) && answer.pending === null,
  });
  const rows = new Map(tables.map((table) => [table, [] as readonly string[]]));
  const words = {
    title,
    line: (line: number, column: string) => text('document.lineField', { line, column }),
  };
  if (answer.problem instanceof ApiProblem && state !== null) {
    const found = issuesAtPlaces(answer.problem.errors, rows);
    if (found.length > 0 && state.issues().length === 0) queueMicrotask(() => state.setIssues(found));
  }
  return (
    <div className="rt-answer">
      {answer.problem === null ? null : (
        <ProblemPanel
          problem={answer.problem}
          placeOf={(pointer) => placeWords(form.definition, placeOf(pointer, rows), words)}
          onPlace={(pointer) => void focusField(`/${placeOf(pointer, rows)?.field ?? ''}`)}
        />
      )}
      {task.kind === 'cc' ? null : (
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
            onChange={(event) => {
              setComment(event.target.value);
              setMissing(false);
            }}
          />
        </>
      )}
      <div className="rt-answer-buttons">
        {isRefusable(task.kind) ? (
          <Button
            danger
            size="large"
            loading={answer.pending === 'reject'}
            disabled={answer.pending !== null && answer.pending !== 'reject'}
            onClick={() => send('reject')}
            aria-keyshortcuts="r"
          >
            {text('inbox.reject')} <kbd className="rt-kbd">R</kbd>
          </Button>
        ) : null}
        <Button
          type="primary"
          size="large"
          loading={answer.pending === forward}
          disabled={answer.pending !== null && answer.pending !== forward}
          onClick={() => send(forward)}
          aria-keyshortcuts="a"
        >
          {text(`inbox.${forward}`)} <kbd className="rt-kbd">A</kbd>
        </Button>
      </div>
    </div>
  );
}

function useTaskForm(task: Task, form: RuntimeForm, record: LoadedRecord): FormState | null {
  return useMemo(
    () =>
      task.kind === 'complete'
        ? createFormState({ values: record.record as FormValues, tables: lineTables(form.definition) })
        : null,
    // What is typed into the task must outlive a refresh of the same record.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [task.id, form],
  );
}

function Detail({
  form,
  record,
  ...props
}: TaskDetailProps & { readonly form: RuntimeForm; readonly record: LoadedRecord }) {
  const { task, open, phone, onBack } = props;
  const { definition } = form;
  const text = useText();
  const title = useLocalized();
  const facts = useTaskFacts(task);
  const state = useTaskForm(task, form, record);
  const { data: instances } = useRecordFlow(task.form, task.recordId);
  const instance = currentInstance(instances);
  const required = useMemo(() => requiredFields(form, record, task), [form, record, task]);
  const omit = useMemo(() => [definition.ui.codeField ?? '', ...(definition.ui.facts ?? [])], [definition]);
  return (
    <section className="rt-detail" aria-label={text('inbox.detail')}>
      <div
        className="rt-detail-scroll"
        tabIndex={0}
        role="region"
        aria-label={task.recordTitle || title(task.title)}
      >
        <header className="rt-detail-head">
          {phone ? (
            <Button
              type="text"
              icon={<ArrowLeft size={20} />}
              aria-label={text('inbox.back')}
              onClick={onBack}
            />
          ) : null}
          <h2>{task.recordTitle || title(task.title ?? task.nodeTitle)}</h2>
          <Link to={paths.record(task.form, task.recordId)}>{task.code}</Link>
          {definition.lifecycle === undefined ? null : (
            <StateSeal state={stateOf(definition, record.record.status)} fallback={record.record.status} />
          )}
          <Link to={paths.record(task.form, task.recordId)} className="rt-detail-open">
            <Button size="small" icon={<FileText size={14} />} tabIndex={-1}>
              {text('inbox.open')}
            </Button>
          </Link>
        </header>
        <p className="dg-t2">
          {[title(task.flowTitle), title(task.nodeTitle ?? task.title)].filter(Boolean).join(' · ')}
        </p>
        <FactStrip facts={facts} label={text('inbox.facts')} />
        {state === null ? null : (
          <FormView
            definition={definition}
            state={state}
            references={references}
            editable={open ? record.editable.header : NO_FIELDS}
            required={required}
            omit={omit}
            linkTo={(target, id) => paths.record(target, id)}
          />
        )}
        <LargestLinesTable definition={definition} record={record.record} />
        {instance === undefined ? null : (
          <section className="rt-part">
            <h3>{text('document.tab_flow')}</h3>
            <FlowTimeline instances={[instance]} headed={false} />
          </section>
        )}
      </div>
      {open ? <AnswerBar key={task.id} {...props} form={form} record={record} state={state} /> : null}
    </section>
  );
}

/** A task with what its decision needs, and the place to decide. */
export function TaskDetail(props: TaskDetailProps) {
  const { task } = props;
  const form = useForm(task.form);
  const record = useRecord(task.form, task.recordId);
  const problem = form.error ?? (record.data === undefined ? record.error : null);
  if (problem !== null) {
    return (
      <div className="rt-detail-scroll">
        <PageProblem
          problem={problem}
          onRetry={() => {
            void form.refetch();
            void record.refetch();
          }}
        />
      </div>
    );
  }
  if (form.data === undefined || record.data === undefined) {
    return (
      <div className="rt-detail-scroll">
        <PageLoading />
      </div>
    );
  }
  return <Detail {...props} form={form.data} record={record.data} />;
}
