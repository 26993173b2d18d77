import { useState } from 'react';
import { Button } from 'antd';
import { ArrowLeft, History, Play, Undo2, Upload } from 'lucide-react';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, PageHeader, ProblemPanel, useWorkspaceTab } from '@dougong/ui/shell';
import { useForm } from '../data/form-models.js';
import { formEntry, useApplication } from '../data/queries.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { exchangeCalls } from './calls.js';
import { FileStep } from './FileStep.js';
import { ImportSteps, type ImportStep } from './ImportSteps.js';
import { ErrorFileButton, JobOutcome } from './JobOutcome.js';
import { JobProgress } from './JobProgress.js';
import { MappingStep } from './MappingStep.js';
import { canUndo, effectOf, importResult } from './outcomes.js';
import { isGoing, useImportFile, useJob, useJobStart } from './queries.js';
import { UndoDialog } from './UndoDialog.js';
import type { ImportWish, Job } from './wire.js';
import './exchange.css';

/** Where the wizard is: its file and its job stand in the address, so that it can be left and come back to. */
function usePlace(form: string) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { state } = useLocation();
  const file = search.get('file') ?? undefined;
  const job = search.get('job') ?? undefined;
  const go = (place: { readonly file?: string | undefined; readonly job?: string }, wish?: ImportWish) =>
    void navigate(paths.importInto(form, place), { state: wish === undefined ? null : { wish } });
  const wish = (state as { readonly wish?: ImportWish } | null)?.wish;
  return { file, job, wish, go };
}

type Place = ReturnType<typeof usePlace>;

function useRun(form: string, { file, go }: Place) {
  return useJobStart(
    ({ wish, dryRun }: { readonly wish: ImportWish; readonly dryRun: boolean }, intention) =>
      exchangeCalls.run(form, file ?? '', { ...wish, dryRun }, intention),
    // What was tried can be run as it is.
    (job) => go({ file, job: job.id }),
  );
}

function Columns({
  form,
  codeField,
  place,
}: {
  readonly form: string;
  readonly codeField: string | undefined;
  readonly place: Place;
}) {
  const [header, setHeader] = useState<{ readonly row: number; readonly sheet: number }>();
  const { data: file, error, refetch, isPlaceholderData } = useImportFile(form, place.file, header?.row);
  const {
    mutate,
    isPending,
    error: problem,
  } = useJobStart(
    (wish: ImportWish, intention) =>
      exchangeCalls.run(form, place.file ?? '', { ...wish, dryRun: true }, intention),
    () => undefined,
  );
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (file === undefined || isPlaceholderData) return <PageLoading />;
  return (
    <MappingStep
      key={`${file.id}.${header?.row ?? ''}`}
      file={file}
      codeField={codeField}
      startSheet={header?.sheet}
      isPending={isPending}
      problem={problem}
      onHeaderRow={(row, sheet) => setHeader({ row, sheet })}
      onBack={() => place.go({})}
      onTry={(wish) =>
        mutate(wish, { onSuccess: (job) => place.go({ file: place.file, job: job.id }, wish) })
      }
    />
  );
}

function TrialButtons({
  job,
  place,
  form,
}: {
  readonly job: Job;
  readonly place: Place;
  readonly form: string;
}) {
  const text = useText();
  const { mutate, isPending, error } = useRun(form, place);
  const result = importResult(job);
  const effect = result === undefined ? 0 : effectOf(result);
  const { wish } = place;
  return (
    <>
      {error === null ? null : <ProblemPanel problem={error} />}
      <div className="rt-imp-buttons">
        <Button
          icon={<ArrowLeft size={16} />}
          onClick={() => place.go({ file: place.file })}
          disabled={place.file === undefined}
        >
          {text('imports.toColumns')}
        </Button>
        <Button icon={<Upload size={16} />} onClick={() => place.go({})}>
          {text('imports.otherFile')}
        </Button>
        <ErrorFileButton job={job} />
        {wish === undefined || effect === 0 ? null : (
          <Button
            type="primary"
            icon={<Play size={16} />}
            loading={isPending}
            onClick={() => mutate({ wish, dryRun: false })}
          >
            {text(result?.failed === 0 ? 'imports.run' : 'imports.runGood', { count: effect })}
          </Button>
        )}
      </div>
    </>
  );
}

function EndButtons({
  job,
  place,
  form,
}: {
  readonly job: Job;
  readonly place: Place;
  readonly form: string;
}) {
  const text = useText();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const { data: app } = useApplication();
  const mayDelete = formEntry(app, form)?.can.delete === true;
  const isStuck = !mayDelete && (importResult(job)?.created ?? 0) > 0;
  return (
    <div className="rt-imp-buttons">
      <Button type="primary" onClick={() => void navigate(paths.list(form))}>
        {text('imports.toList')}
      </Button>
      <Button icon={<Upload size={16} />} onClick={() => place.go({})}>
        {text('imports.another')}
      </Button>
      <ErrorFileButton job={job} />
      {canUndo({ job }, mayDelete) ? (
        <Button icon={<Undo2 size={16} />} onClick={() => setAsks(true)}>
          {text('imports.undo')}
        </Button>
      ) : null}
      {isStuck ? <span className="dg-t2">{text('imports.undoNeedsDelete')}</span> : null}
      {asks ? (
        <UndoDialog
          job={job}
          onClose={() => setAsks(false)}
          onStarted={(undo) => {
            setAsks(false);
            place.go({ job: undo.id });
          }}
        />
      ) : null}
    </div>
  );
}

function JobStep({ job, place, form }: { readonly job: Job; readonly place: Place; readonly form: string }) {
  const text = useText();
  const isTrial = job.about.dryRun === true;
  const kind = job.kind === 'import_undo' ? 'undo' : isTrial ? 'trial' : 'run';
  if (isGoing(job))
    return <JobProgress job={job} title={text(`imports.going_${kind}`, { file: job.about.file ?? '' })} />;
  return (
    <>
      {isTrial ? (
        <TrialButtons job={job} place={place} form={form} />
      ) : (
        <EndButtons job={job} place={place} form={form} />
      )}
      <JobOutcome job={job} />
    </>
  );
}

function stepOf({ file, job }: Place, found: Job | undefined): ImportStep {
  if (job !== undefined)
    return found?.about.dryRun === true || (found === undefined && file !== undefined) ? 'trial' : 'run';
  return file === undefined ? 'file' : 'columns';
}

function Wizard({
  form,
  codeField,
  place,
}: {
  readonly form: string;
  readonly codeField: string | undefined;
  readonly place: Place;
}) {
  const { data: job, error, refetch } = useJob(place.job);
  const step = stepOf(place, job);
  return (
    <div className="rt-imp">
      {job?.kind === 'import_undo' ? null : <ImportSteps current={step} />}
      {error === null ? null : <PageProblem problem={error} onRetry={() => void refetch()} />}
      {step === 'file' ? (
        <FileStep form={form} onBrought={(file) => place.go({ file: file.id })} />
      ) : step === 'columns' ? (
        <Columns form={form} codeField={codeField} place={place} />
      ) : job === undefined ? (
        error === null ? (
          <PageLoading />
        ) : null
      ) : (
        <JobStep job={job} place={place} form={form} />
      )}
    </div>
  );
}

/** Brings a file into a form: the file, its columns, a trial with the faults of each cell, the run, and the way back. */
export function ImportPage() {
  const { form = '' } = useParams();
  const text = useText();
  const localized = useLocalized();
  const navigate = useNavigate();
  const place = usePlace(form);
  const { data: app } = useApplication();
  const { data: loaded, error, refetch } = useForm(form);
  const title =
    loaded === undefined ? '' : text('imports.into', { form: localized(loaded.definition.title) });
  usePageTitle(title, localized(app?.application.title));
  useWorkspaceTab(title, false, useLocation().state);
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (loaded === undefined || app === undefined) return <PageLoading />;
  if (formEntry(app, form)?.can.import !== true) return <EmptyState reason="noRight" />;
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <Button icon={<History size={16} />} onClick={() => void navigate(paths.imports(form))}>
            {text('imports.past')}
          </Button>
        }
      />
      <Wizard form={form} codeField={loaded.definition.ui.codeField} place={place} />
    </>
  );
}
