import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { EmptyState } from '@dougong/ui/shell';
import { AdminListBody } from '../../administration/parts/AdminListBody.js';
import { AdminPage } from '../../administration/parts/AdminPage.js';
import { useText } from '../../texts/index.js';
import { placeOf, type Place } from './month-state.js';
import { periodCalls, periodKeys, type Periods } from './period-wire.js';
import { PeriodMatrix } from './PeriodMatrix.js';
import { PeriodPanel } from './PeriodPanel.js';
import './periods.css';

/** Others close too, and a closing that was begun goes on when its page is left. */
const LOOK_AGAIN_MS = 15_000;

function Books({ periods }: { readonly periods: Periods }) {
  const text = useText();
  const [search, setSearch] = useSearchParams();
  const place = placeOf(search);
  const show = ({ period, organisation }: Place) =>
    setSearch({ period, ...(organisation === undefined ? {} : { organisation }) }, { replace: true });
  return (
    <div className="rt-periods">
      <PeriodMatrix periods={periods} place={place} onPlace={show} />
      {place === undefined ? (
        <p className="rt-period-panel dg-card dg-t2">{text('periods.choose')}</p>
      ) : (
        <PeriodPanel key={`${place.period}-${place.organisation ?? ''}`} periods={periods} place={place} />
      )}
    </div>
  );
}

/** How the books stand, month by month and organisation by organisation; closing and opening them. */
export function PeriodsPage() {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: [...periodKeys.all, 'all'],
    queryFn: () => periodCalls.periods(),
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <AdminPage title={text('periods.title')} note={text('periods.note')}>
      <AdminListBody
        problem={data === undefined ? error : null}
        onRetry={() => void refetch()}
        isLoading={data === undefined}
        isEmpty={data?.periods.length === 0}
        empty={<EmptyState reason="first" title={text('periods.none')} text={text('periods.noneText')} />}
      >
        {data === undefined ? null : <Books periods={data} />}
      </AdminListBody>
    </AdminPage>
  );
}
