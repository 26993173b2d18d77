import { Button } from 'antd';
import { ArrowRight, Upload, UserRoundPlus } from 'lucide-react';
import { Link } from 'react-router';
import { Figures } from '../../exchange/JobOutcome.js';
import { OutcomeRows } from '../../exchange/OutcomeRows.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { InvitationList } from './InvitationList.js';
import { faultyRows, resultOf, type PeopleReport } from './people-import-wire.js';

type Ending = 'faulty' | 'nothing' | 'tried' | 'done';

function endingOf(report: PeopleReport): Ending {
  if (report.done) return 'done';
  if (report.faults.length > 0) return 'faulty';
  return report.made.length + report.changed.length === 0 ? 'nothing' : 'tried';
}

const COUNTS: Readonly<Record<Ending, (report: PeopleReport) => number>> = {
  faulty: faultyRows,
  nothing: () => 0,
  tried: ({ rows }) => rows,
  done: ({ made, changed }) => made.length + changed.length,
};

/** Which columns were taken for what, and which nobody reads. */
function Columns({ heads }: Pick<PeopleReport, 'heads'>) {
  const text = useText();
  const ignored = heads.filter(({ head, column }) => column === null && head !== '').map(({ head }) => head);
  return (
    <div className="rt-people-columns">
      <b>{text('peopleImport.columns')}</b>
      <ul>
        {heads.map(({ head, column }) =>
          column === null ? null : (
            <li key={column}>
              {head} <ArrowRight size={12} aria-label={text('peopleImport.readAs')} />{' '}
              {text(`peopleImport.column_${column}`)}
            </li>
          ),
        )}
      </ul>
      {ignored.length === 0 ? null : (
        <p className="dg-t2">{text('peopleImport.ignored', { names: ignored.join(text('and')) })}</p>
      )}
    </div>
  );
}

interface PeopleOutcomeProps {
  readonly report: PeopleReport;
  onRun(): void;
  onAnother(): void;
}

/** What a trial has found or an import has done, with what can be done next. */
export function PeopleOutcome({ report, onRun, onAnother }: PeopleOutcomeProps) {
  const text = useText();
  const ending = endingOf(report);
  const result = resultOf(report);
  const isDone = ending === 'done';
  return (
    <>
      <div className="rt-imp-buttons">
        {ending === 'tried' ? (
          <Button type="primary" icon={<UserRoundPlus size={16} aria-hidden="true" />} onClick={onRun}>
            {text('peopleImport.run', { count: report.made.length + report.changed.length })}
          </Button>
        ) : null}
        {isDone ? (
          <Link to={paths.accounts()}>
            <Button>{text('peopleImport.toAccounts')}</Button>
          </Link>
        ) : null}
        <Button
          type={ending === 'faulty' ? 'primary' : 'default'}
          icon={<Upload size={16} aria-hidden="true" />}
          onClick={onAnother}
        >
          {text('peopleImport.another')}
        </Button>
      </div>
      <section className="dg-card rt-imp-result" aria-labelledby="rt-people-result" role="status">
        <h2 id="rt-people-result">{text(`peopleImport.${ending}`)}</h2>
        <p className="dg-t2">{text(`peopleImport.${ending}Note`, { count: COUNTS[ending](report) })}</p>
        <Figures result={result} />
        {isDone ? null : <Columns heads={report.heads} />}
      </section>
      <InvitationList invitations={report.invitations} />
      {result.rows === undefined ? null : (
        <OutcomeRows
          key={`${ending}-${report.rows}`}
          rows={result.rows}
          failed={result.failed}
          note={text('peopleImport.rowsNote')}
        />
      )}
    </>
  );
}
