import { Skeleton } from 'antd';
import { ChartNoAxesColumn } from 'lucide-react';
import { Link } from 'react-router';
import type { FlowEntry } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState } from '@dougong/ui/shell';
import { useApplication } from '../../data/queries.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { useFlows } from '../queries.js';
import { BacklogBars } from './NodeBars.js';
import { PeriodChoice, usePeriod } from './PeriodChoice.js';
import type { Period } from './period.js';
import { Tiles } from './Tiles.js';
import { useFigures } from './use-figures.js';

function FlowCard({ flow, period }: { readonly flow: FlowEntry; readonly period: Period }) {
  const text = useText();
  const title = useLocalized();
  const { data: figures, error, refetch } = useFigures(flow.key, period);
  const id = `rt-fig-${flow.key}`;
  return (
    <section className="dg-card rt-fig-card" aria-labelledby={id}>
      <div className="dg-card-head">
        <h2 id={id}>{title(flow.title)}</h2>
        <div className="dg-card-head-end">
          <Link to={paths.flowFigures(flow.key, { ...period })}>
            <ChartNoAxesColumn size={14} aria-hidden="true" /> {text('figures.perNode')}
          </Link>
        </div>
      </div>
      {error !== null ? (
        <PageProblem problem={error} onRetry={() => void refetch()} />
      ) : figures === undefined ? (
        <Skeleton className="rt-fig-wait" active />
      ) : (
        <>
          <Tiles figures={figures} period={period} />
          <div className="rt-fig-small">
            <h3>{text('figures.waitingAt')}</h3>
            <BacklogBars figures={figures} period={period} />
          </div>
        </>
      )}
    </section>
  );
}

/** How work goes through every flow that the user has to do with. */
export function FiguresPage() {
  const text = useText();
  const { data: app } = useApplication();
  const flows = useFlows().filter(({ can }) => can.read);
  const [period, setPeriod] = usePeriod();
  return (
    <AdminPage
      title={text('figures.title')}
      note={text('figures.note')}
      actions={<PeriodChoice period={period} onPeriod={setPeriod} />}
      isLoading={app === undefined}
    >
      {flows.length === 0 ? (
        <EmptyState reason="first" title={text('figures.noFlows')} text={text('figures.noFlowsText')} />
      ) : (
        <div className="rt-fig-board">
          {flows.map((flow) => (
            <FlowCard key={flow.key} flow={flow} period={period} />
          ))}
        </div>
      )}
    </AdminPage>
  );
}
