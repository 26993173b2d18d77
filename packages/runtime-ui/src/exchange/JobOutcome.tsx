import { Button } from 'antd';
import { Download } from 'lucide-react';
import { Link } from 'react-router';
import { StatusSeal } from '@dougong/ui/shell';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { OutcomeRows } from './OutcomeRows.js';
import { figuresOf, importResult } from './outcomes.js';
import { saveFrom } from './save-as.js';
import type { ImportResult, Job, UndoResult } from './wire.js';

/** How many rows became what. */
export function Figures({ result }: { readonly result: ImportResult }) {
  const text = useText();
  return (
    <dl className="rt-imp-figures">
      {figuresOf(result).map(([outcome, count]) => (
        <div key={outcome} className={`is-${outcome}`}>
          <dt>{text(`imports.outcome_${outcome}`)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The rows that failed, to be mended and brought again. */
export function ErrorFileButton({ job }: { readonly job: Job }) {
  const text = useText();
  const { errors } = job.files;
  if (errors === undefined) return null;
  return (
    <Button icon={<Download size={16} />} onClick={() => saveFrom(errors)}>
      {text('imports.errorFile')}
    </Button>
  );
}

/** Why a job could not be done at all. */
export function JobFailure({ job }: { readonly job: Job }) {
  const text = useText();
  if (job.problem === null) return null;
  return (
    <section className="dg-problem" role="alert">
      <div className="dg-problem-words">
        <h2>{text('jobs.failed')}</h2>
        <p>{job.problem.detail}</p>
        <ul>
          {job.problem.errors
            .filter(({ detail }) => detail !== job.problem?.detail)
            .map(({ detail }, at) => (
              <li key={at}>{detail}</li>
            ))}
        </ul>
      </div>
    </section>
  );
}

function UndoOutcome({ job }: { readonly job: Job }) {
  const text = useText();
  const { undone, conflicts, left } = job.result as unknown as UndoResult;
  return (
    <section className="dg-card rt-imp-body">
      <StatusSeal tone={conflicts === 0 ? 'done' : 'warning'} size="large">
        {text('imports.undone', { count: undone })}
      </StatusSeal>
      {conflicts === 0 ? null : (
        <>
          <p>{text('imports.undoLeft', { count: conflicts })}</p>
          <ul className="rt-imp-faults">
            {left.map(({ record, detail }) => (
              <li key={record}>
                <Link to={paths.record(job.form ?? '', record)}>{text('imports.openRecord')}</Link> {detail}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function titleOf(job: Job, result: ImportResult): string {
  const hasEffect = result.created + result.updated > 0;
  if (job.state === 'cancelled') return 'cancelled';
  if (!hasEffect && result.failed === 0) return 'nothing';
  if (job.about.dryRun === true) return 'tried';
  return result.failed === 0 ? 'whole' : 'over';
}

/** What came out of a job: figures, the rows with their faults, or why it failed. */
export function JobOutcome({ job }: { readonly job: Job }) {
  const text = useText();
  const result = importResult(job);
  if (job.state === 'failed') return <JobFailure job={job} />;
  if (job.kind === 'import_undo') return job.result === null ? null : <UndoOutcome job={job} />;
  if (result === undefined) return null;
  return (
    <>
      <section className="dg-card rt-imp-result" aria-labelledby="rt-imp-result" role="status">
        <h2 id="rt-imp-result">{text(`imports.title_${titleOf(job, result)}`)}</h2>
        <p className="dg-t2">{text(`imports.note_${titleOf(job, result)}`, { count: result.documents })}</p>
        <Figures result={result} />
      </section>
      {result.rows == null ? null : <OutcomeRows key={job.id} rows={result.rows} failed={result.failed} />}
    </>
  );
}
