import { useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Lock, LockOpen, Scale } from 'lucide-react';
import { Link } from 'react-router';
import { StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { PageLoading } from '../../parts/PageLoading.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { lastDayOf } from '../month-days.js';
import { CloseDialog, ReopenDialog } from './PeriodDialogs.js';
import { STATE_TONES, useColumns } from './PeriodMatrix.js';
import { closedAlong, isClosedWithWhole, monthState, openedAlong, type Place } from './month-state.js';
import { periodCalls, periodKeys, type Closing, type Periods } from './period-wire.js';

interface PeriodPanelProps {
  readonly periods: Periods;
  readonly place: Place;
}

function ClosingLine({ closing, users }: { readonly closing: Closing; readonly users: Periods['users'] }) {
  const text = useText();
  const moment = useMoment();
  const { kind, through, actor, at, reason, organisation } = closing;
  return (
    <li>
      <b>{text(`periods.did_${kind}`, { through: through ?? text('periods.begin') })}</b>
      {organisation === null ? <span className="dg-t2">{text('periods.ofWhole')}</span> : null}
      <span className="dg-t2">
        {actor === null ? text('periods.platform') : (users[actor] ?? '…')} · {moment(at)}
      </span>
      {reason === null ? null : <q>{reason}</q>}
    </li>
  );
}

/** Who closed and opened these books, the latest first. */
function History({ place }: { readonly place: Place }) {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: [...periodKeys.all, 'of', place.organisation ?? null],
    queryFn: () => periodCalls.periods(place.organisation),
  });
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading />;
  if (data.closings.length === 0) return <p className="dg-t2">{text('periods.never')}</p>;
  return (
    <ol className="rt-period-history">
      {data.closings.map((closing, at) => (
        <ClosingLine key={`${closing.at}-${at}`} closing={closing} users={data.users} />
      ))}
    </ol>
  );
}

/** One month of some books: how it stands, what can be done about it, and who did what before. */
export function PeriodPanel({ periods, place }: PeriodPanelProps) {
  const text = useText();
  const { rights } = useUser();
  const [asked, setAsked] = useState<'close' | 'reopen'>();
  const columns = useColumns(periods);
  const column = columns.find(({ organisation }) => organisation === place.organisation);
  if (column === undefined)
    return <p className="rt-period-panel dg-card dg-t2">{text('periods.unknownBooks')}</p>;
  const { books, title } = column;
  const state = monthState(place.period, books);
  const months = periods.periods.map(({ period }) => period);
  const withWhole = place.organisation !== undefined && isClosedWithWhole(place.period, books, periods);
  const dialog = { place, books: title, onClose: () => setAsked(undefined) };
  const [from, to] = [place.period, lastDayOf(place.period)];
  return (
    <section className="rt-period-panel dg-card" aria-labelledby="rt-period-head">
      <div className="rt-period-head">
        <h2 id="rt-period-head">
          {place.period.slice(0, 7)} · {title}
        </h2>
        <StatusSeal tone={STATE_TONES[state]}>{text(`periods.state_${state}`)}</StatusSeal>
      </div>
      <p className="dg-t2">{withWhole ? text('periods.withWhole') : text(`periods.means_${state}`)}</p>
      <div className="rt-period-acts">
        {rights.close_periods === true && state !== 'closed' ? (
          <Button
            type="primary"
            icon={<Lock size={16} aria-hidden="true" />}
            onClick={() => setAsked('close')}
          >
            {text('periods.closeAsk')}
          </Button>
        ) : null}
        {rights.reopen_periods === true && state !== 'open' && !withWhole ? (
          <Button danger icon={<LockOpen size={16} aria-hidden="true" />} onClick={() => setAsked('reopen')}>
            {text('periods.reopenAsk')}
          </Button>
        ) : null}
        {rights.vouchers ? (
          <Link
            to={paths.trialBalance({
              from,
              to,
              ...(place.organisation === undefined ? {} : { organisation: place.organisation }),
            })}
          >
            <Button icon={<Scale size={16} aria-hidden="true" />}>{text('trial.title')}</Button>
          </Link>
        ) : null}
      </div>
      <h3>{text('periods.history')}</h3>
      <History place={place} />
      {asked === 'close' ? (
        <CloseDialog {...dialog} along={closedAlong(place.period, months, books)} />
      ) : null}
      {asked === 'reopen' ? (
        <ReopenDialog {...dialog} along={openedAlong(place.period, months, books)} />
      ) : null}
    </section>
  );
}
