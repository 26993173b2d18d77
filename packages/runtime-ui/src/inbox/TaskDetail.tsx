import { useMemo } from 'react';
import { Button } from 'antd';
import { ArrowLeft, FileText } from 'lucide-react';
import { Link } from 'react-router';
import type { Task } from '@dougong/ui/api';
import { FormView, type FormValues } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { FactStrip } from '@dougong/ui/shell';
import { useForm, type RuntimeForm } from '../data/form-models.js';
import { useRecord, useRecordFlow, type LoadedRecord } from '../data/queries.js';
import { references } from '../data/references.js';
import { DocumentFacts } from '../document/DocumentFacts.js';
import { leftOut } from '../document/editable-fields.js';
import { currentInstance } from '../document/flow-steps.js';
import { FlowComposer } from '../document/FlowComposer.js';
import { FlowTimeline } from '../document/FlowTimeline.js';
import { FormRemarks } from '../document/FormRemarks.js';
import { openLiveState, useRecall, type LiveState } from '../document/live-state.js';
import { isFlowAction } from '../document/offered-actions.js';
import { StateSeal } from '../parts/FieldValue.js';
import { stateOf } from '../parts/fields.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { paths } from '../paths.js';
import { useUser } from '../session/session.js';
import { useText } from '../texts/index.js';
import { AnswerBar } from './AnswerBar.js';
import { useTaskFacts } from './FactValue.js';
import { LargestLinesTable } from './LargestLinesTable.js';
import { requiredFields } from './required-fields.js';
import { TaskNote } from './TaskNote.js';
import { TaskSteps } from './TaskSteps.js';
import { useGround } from './use-ground.js';

interface TaskDetailProps {
  readonly task: Task;
  /** Whether it can still be answered. */
  readonly open: boolean;
  readonly phone: boolean;
  onAnswered(task: Task): void;
  onBack(): void;
}

const NOTHING: LoadedRecord['editable'] = { header: [], lines: {} };

/** What a task asks to be typed, with the rules and formulas of its form; null when it asks for no fields. */
function useTaskForm({ task, open, form, record }: DetailProps): LiveState | null {
  const { id: user } = useUser();
  const live = useMemo(
    () =>
      task.kind === 'complete' || (open && record.editable.header.length > 0)
        ? openLiveState(form, {
            values: record.record as FormValues,
            user,
            editable: open ? record.editable : NOTHING,
            isNew: false,
          })
        : null,
    // What is typed into the task must outlive a refresh of the same record.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [task.id, form],
  );
  useRecall(live);
  return live;
}

type DetailProps = TaskDetailProps & { readonly form: RuntimeForm; readonly record: LoadedRecord };

function DetailHead({ task, form: { definition }, record, phone, onBack }: DetailProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <header className="rt-detail-head">
      {phone ? (
        <Button type="text" icon={<ArrowLeft size={20} />} aria-label={text('inbox.back')} onClick={onBack} />
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
  );
}

function TaskForm({ state, ...props }: DetailProps & Pick<LiveState, 'state'>) {
  const { task, open, form, record } = props;
  const { definition } = form;
  const required = useMemo(() => requiredFields(definition, record, task), [definition, record, task]);
  const editable = (open ? record.editable : NOTHING).header;
  const omit = useMemo(() => leftOut(form, record.record, editable), [form, record, editable]);
  return (
    <>
      <FormRemarks state={state} />
      <FormView
        definition={definition}
        state={state}
        references={references}
        editable={editable}
        required={required}
        omit={omit}
        linkTo={(target, id) => paths.record(target, id)}
      />
    </>
  );
}

/** The way of the document, and what people say about it. */
function FlowOf({ task, record }: Pick<DetailProps, 'task' | 'record'>) {
  const text = useText();
  const { data: instances } = useRecordFlow(task.form, task.recordId);
  const instance = currentInstance(instances);
  const comment = record.actions.find(({ id, kind }) => kind === 'flow' && id === 'comment');
  if (instance === undefined) return null;
  return (
    <section className="rt-part">
      <h3>{text('document.tab_flow')}</h3>
      <FlowTimeline instances={[instance]} headed={false} />
      {comment === undefined ? null : (
        <FlowComposer form={task.form} recordId={task.recordId} action={comment} />
      )}
    </section>
  );
}

/** What may be done with the flow by somebody who has nothing to answer. */
function FlowBar({ task, record }: Pick<DetailProps, 'task' | 'record'>) {
  const actions = record.actions.filter((action) => action.kind === 'flow' && isFlowAction(action));
  if (actions.length === 0) return null;
  return (
    <div className="rt-answer rt-answer-buttons">
      <TaskSteps
        actions={actions}
        form={task.form}
        recordId={task.recordId}
        phone={false}
        onDone={() => undefined}
      />
    </div>
  );
}

function Detail(all: DetailProps) {
  const { form, record, ...props } = all;
  const { task, open } = props;
  const { definition } = form;
  const text = useText();
  const title = useLocalized();
  const facts = useTaskFacts(task);
  const live = useTaskForm(all);
  const state = live?.state ?? null;
  const { id: me } = useUser();
  const ground = useGround(form, record, state, me);
  const place = new Set([title(task.flowTitle), title(task.nodeTitle ?? task.title)]);
  return (
    <section className="rt-detail" aria-label={text('inbox.detail')}>
      <div
        className="rt-detail-scroll"
        tabIndex={0}
        role="region"
        aria-label={task.recordTitle || title(task.title)}
      >
        <DetailHead {...props} form={form} record={record} />
        <p className="dg-t2">{[...place].filter(Boolean).join(' · ')}</p>
        <TaskNote task={task} me={me} />
        {state === null ? (
          <FactStrip facts={facts} label={text('inbox.facts')} />
        ) : (
          <>
            <DocumentFacts definition={definition} state={state} label={text('inbox.facts')} />
            <TaskForm {...all} state={state} />
          </>
        )}
        <LargestLinesTable definition={definition} record={record.record} />
        <FlowOf task={task} record={record} />
      </div>
      {open ? (
        <AnswerBar key={task.id} {...all} ground={ground} state={state} />
      ) : (
        <FlowBar task={task} record={record} />
      )}
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
