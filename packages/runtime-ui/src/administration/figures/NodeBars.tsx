import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { BarLegend, StackedBar } from '../parts/StackedBar.js';
import type { FlowFigures, NodeFigures } from '../wire.js';
import type { Period } from './period.js';

interface BarsProps {
  readonly figures: FlowFigures;
  readonly period: Period;
}

/** Where work waits: one bar for each node, late ones in another colour. */
export function BacklogBars({ figures, period }: BarsProps) {
  const text = useText();
  const title = useLocalized();
  const nodes = figures.nodes.filter(({ backlog }) => backlog > 0);
  if (nodes.length === 0) return <p className="dg-t2">{text('figures.noBacklog')}</p>;
  const most = Math.max(...nodes.map(({ backlog }) => backlog));
  const to = (node: NodeFigures, figure: string) =>
    paths.figureList(figures.flow.key, { figure, node: node.id, ...period });
  return (
    <>
      <ul className="rt-bars">
        {nodes.map((node) => (
          <li key={node.id}>
            <Link className="dg-clip" to={to(node, 'backlog')}>
              {title(node.title)}
            </Link>
            <StackedBar
              full={most}
              pieces={[
                { id: 'late', value: node.overdue, tone: 'late' },
                { id: 'timely', value: node.backlog - node.overdue, tone: 'plain' },
              ]}
            />
            <span className="rt-bars-value">
              {text('figures.tasks', { count: node.backlog })}
              {node.overdue === 0 ? null : (
                <Link className="is-alarming" to={to(node, 'overdue')}>
                  {text('figures.overdueOf', { count: node.overdue })}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
      <BarLegend
        entries={[
          { tone: 'late', label: text('figures.late') },
          { tone: 'plain', label: text('figures.timely') },
        ]}
      />
    </>
  );
}

interface ShareBarsProps extends BarsProps {
  readonly shares: readonly {
    readonly id: string;
    readonly label: string;
    readonly count: number;
    readonly search: Readonly<Record<string, string>>;
  }[];
  readonly tone: 'late' | 'plain' | 'good' | 'bad';
}

/** Counts beside each other, each the way to its list. */
export function ShareBars({ figures, period, shares, tone }: ShareBarsProps) {
  const text = useText();
  const most = Math.max(1, ...shares.map(({ count }) => count));
  return (
    <ul className="rt-bars">
      {shares.map(({ id, label, count, search }) => (
        <li key={id}>
          <Link className="dg-clip" to={paths.figureList(figures.flow.key, { ...search, ...period })}>
            {label}
          </Link>
          <StackedBar full={most} pieces={[{ id, value: count, tone }]} />
          <span className="rt-bars-value">{text('figures.documents', { count })}</span>
        </li>
      ))}
    </ul>
  );
}
