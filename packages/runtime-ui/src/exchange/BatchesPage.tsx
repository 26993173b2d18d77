import { useState } from 'react';
import { Button } from 'antd';
import { Undo2, Upload } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { EmptyState, PageHeader, StatusSeal, useWorkspaceTab, type SealTone } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';
import { useForm } from '../data/form-models.js';
import { formEntry, useApplication } from '../data/queries.js';
import { useReferences } from '../data/references.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { paths } from '../paths.js';
import { useUser } from '../session/session.js';
import { useText } from '../texts/index.js';
import { ErrorFileButton, Figures } from './JobOutcome.js';
import { batchesOf, canUndo, hasLeft, importResult, type Batch } from './outcomes.js';
import { isGoing, useBatches } from './queries.js';
import { UndoDialog } from './UndoDialog.js';
import type { Job } from './wire.js';
import './exchange.css';

type BatchState = 'going' | 'failed' | 'cancelled' | 'undoing' | 'undone' | 'undoneInPart' | 'done';

const TONES: Readonly<Record<BatchState, SealTone>> = {
  going: 'progress',
  failed: 'refused',
  cancelled: 'warning',
  undoing: 'progress',
  undone: 'reversed',
  undoneInPart: 'warning',
  done: 'done',
};

function stateOf({ job, undo }: Batch): BatchState {
  if (undo !== undefined) return isGoing(undo) ? 'undoing' : hasLeft(undo) ? 'undoneInPart' : 'undone';
  if (isGoing(job)) return 'going';
  return job.state === 'failed' || job.state === 'cancelled' ? job.state : 'done';
}

function BatchItem({
  form,
  batch,
  onUndo,
}: {
  readonly form: string;
  readonly batch: Batch;
  onUndo(): void;
}) {
  const text = useText();
  const now = useNow();
  const names = useReferences();
  const { job, undo } = batch;
  const { data: app } = useApplication();
  const mayDelete = formEntry(app, form)?.can.delete === true;
  const result = importResult(job);
  const state = stateOf(batch);
  return (
    <li className="dg-card rt-imp-batch">
      <div className="rt-imp-batch-what">
        <Link className="dg-clip" to={paths.importInto(form, { job: job.id })}>
          {job.about.file ?? text('imports.fileWithout')}
        </Link>
        <StatusSeal tone={TONES[state]}>{text(`imports.batch_${state}`)}</StatusSeal>
        <span className="dg-t2">
          <time dateTime={job.createdAt}>{formatMoment(job.createdAt, now)}</time>{' '}
          {names.nameOfUser(job.createdBy) ?? ''}
          {job.about.mode === undefined ? '' : ` · ${text(`imports.mode_${job.about.mode}`)}`}
        </span>
      </div>
      {result === undefined ? (
        <p className="dg-t2">{job.problem?.detail ?? ''}</p>
      ) : (
        <Figures result={result} />
      )}
      <div className="rt-imp-buttons">
        <ErrorFileButton job={job} />
        {undo === undefined ? null : (
          <Link to={paths.importInto(form, { job: undo.id })}>{text('imports.undoResult')}</Link>
        )}
        {canUndo(batch, mayDelete) ? (
          <Button icon={<Undo2 size={16} />} onClick={onUndo}>
            {text('imports.undo')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function Batches({ form }: { readonly form: string }) {
  const text = useText();
  const navigate = useNavigate();
  const { rights } = useUser();
  const [asked, setAsked] = useState<Job>();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useBatches(
    form,
    rights.administer,
  );
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading />;
  const batches = batchesOf(data.pages.flatMap((page) => page.data));
  const begin = (
    <Button type="primary" icon={<Upload size={16} />} onClick={() => void navigate(paths.importInto(form))}>
      {text('imports.begin')}
    </Button>
  );
  return (
    <>
      {batches.length === 0 && !hasNextPage ? (
        <EmptyState
          reason="first"
          title={text('imports.none')}
          text={text('imports.noneText')}
          actions={begin}
        />
      ) : (
        <ul className="rt-imp-batches">
          {batches.map((batch) => (
            <BatchItem key={batch.job.id} form={form} batch={batch} onUndo={() => setAsked(batch.job)} />
          ))}
        </ul>
      )}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {text('imports.earlier')}
        </Button>
      ) : null}
      {asked === undefined ? null : (
        <UndoDialog job={asked} onStarted={() => setAsked(undefined)} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

/** The imports of a form: who brought what and when, what became of it, and the way back. */
export function BatchesPage() {
  const { form = '' } = useParams();
  const text = useText();
  const localized = useLocalized();
  const navigate = useNavigate();
  const { data: app } = useApplication();
  const { data: loaded, error, refetch } = useForm(form);
  const title = loaded === undefined ? '' : text('imports.of', { form: localized(loaded.definition.title) });
  usePageTitle(title, localized(app?.application.title));
  useWorkspaceTab(title);
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (loaded === undefined) return <PageLoading />;
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <Button icon={<Upload size={16} />} onClick={() => void navigate(paths.importInto(form))}>
            {text('imports.begin')}
          </Button>
        }
      />
      <Batches form={form} />
    </>
  );
}
