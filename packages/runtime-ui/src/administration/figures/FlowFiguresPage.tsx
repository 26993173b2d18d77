import type { ReactNode } from 'react';
import { Button } from 'antd';
import { ListChecks, Map as MapIcon } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { useDrawing, useFlows } from '../queries.js';
import { OUTCOMES, type FlowFigures } from '../wire.js';
import { HandlingBars } from './HandlingBars.js';
import { BacklogBars, ShareBars } from './NodeBars.js';
import { PeriodChoice, usePeriod } from './PeriodChoice.js';
import type { Period } from './period.js';
import { Tiles } from './Tiles.js';
import { useFigures } from './use-figures.js';

function Card({
  id,
  title,
  note,
  isWide = false,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={`dg-card rt-fig-panel${isWide ? ' is-wide' : ''}`} aria-labelledby={`rt-fig-${id}`}>
      <div className="dg-card-head">
        <h2 id={`rt-fig-${id}`}>{title}</h2>
        {note === undefined ? null : <span className="dg-t2">{note}</span>}
      </div>
      <div className="rt-fig-body">{children}</div>
    </section>
  );
}

interface PanelsProps {
  readonly figures: FlowFigures;
  readonly period: Period;
}

function Exceptions({ figures, period }: PanelsProps) {
  const text = useText();
  const kinds = Object.entries(figures.exceptions.kinds).sort(([, a], [, b]) => b - a);
  if (kinds.length === 0) return <p className="dg-t2">{text('figures.noExceptions')}</p>;
  const shares = kinds.map(([kind, count]) => ({
    id: kind,
    label: text(`figures.kind_${kind}`),
    count,
    search: { figure: 'exceptions', kind },
  }));
  return <ShareBars figures={figures} period={period} shares={shares} tone="late" />;
}

function Outcomes({ figures, period }: PanelsProps) {
  const text = useText();
  const { instances } = figures;
  const shares = (['started', ...OUTCOMES] as const).map((outcome) => ({
    id: outcome,
    label: text(`figures.outcome_${outcome}`),
    count: instances[outcome],
    search: { figure: outcome },
  }));
  return <ShareBars figures={figures} period={period} shares={shares} tone="good" />;
}

function Panels({ figures, period }: PanelsProps) {
  const text = useText();
  const { data: definition } = useDrawing(figures.flow.key);
  return (
    <>
      <section className="dg-card rt-fig-card" aria-label={text('figures.overview')}>
        <Tiles figures={figures} period={period} />
      </section>
      <div className="rt-fig-panels">
        <Card id="handling" title={text('figures.handling')} note={text('figures.handlingNote')} isWide>
          <HandlingBars figures={figures} period={period} definition={definition} />
        </Card>
        <Card id="backlog" title={text('figures.waitingAt')} note={text('figures.now')}>
          <BacklogBars figures={figures} period={period} />
        </Card>
        <Card id="exceptions" title={text('figures.exceptions')} note={text('figures.inPeriod')}>
          <Exceptions figures={figures} period={period} />
        </Card>
        <Card id="outcomes" title={text('figures.outcomes')} note={text('figures.inPeriod')}>
          <Outcomes figures={figures} period={period} />
        </Card>
      </div>
    </>
  );
}

/** How work goes through one flow, node by node. */
export function FlowFiguresPage() {
  const { flow = '' } = useParams();
  const text = useText();
  const title = useLocalized();
  const [period, setPeriod] = usePeriod();
  const { data: figures, error, refetch } = useFigures(flow, period);
  const entry = useFlows().find(({ key }) => key === flow);
  return (
    <AdminPage
      title={text('figures.of', { title: title(entry?.title ?? figures?.flow.title) })}
      actions={
        <>
          <PeriodChoice period={period} onPeriod={setPeriod} />
          <Link to={paths.flowMap(flow)}>
            <Button icon={<MapIcon size={16} />}>{text('flowMap.open')}</Button>
          </Link>
          {entry?.can.administer === true ? (
            <Link to={paths.flowInstances({ flow })}>
              <Button icon={<ListChecks size={16} />}>{text('instances.title')}</Button>
            </Link>
          ) : null}
        </>
      }
      problem={error}
      isLoading={figures === undefined}
      onRetry={() => void refetch()}
    >
      {figures === undefined ? null : <Panels figures={figures} period={period} />}
    </AdminPage>
  );
}
