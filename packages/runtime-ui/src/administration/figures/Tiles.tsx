import type { ReactNode } from 'react';
import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import type { FlowFigures } from '../wire.js';
import { percent, timeWords } from './figure-words.js';
import type { Period } from './period.js';

interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly to: string;
  readonly note: ReactNode;
}

/** One number, large; it leads to the list behind it. */
function Tile({ label, value, to, note }: TileProps) {
  return (
    <li className="rt-fig-tile">
      <Link to={to}>
        <span className="rt-fig-label">
          {label}
          <ArrowRight size={14} aria-hidden="true" />
        </span>
        <b>{value}</b>
      </Link>
      <span className="dg-t2">{note}</span>
    </li>
  );
}

interface TilesProps {
  readonly figures: FlowFigures;
  readonly period: Period;
}

/** Backlog, handling time and exceptions of a flow: three tiles, each the way to its list. */
export function Tiles({ figures, period }: TilesProps) {
  const text = useText();
  const { flow, instances, exceptions } = figures;
  const { backlog, overdue, stuck, duration } = instances;
  const to = (figure: string) => paths.figureList(flow.key, { figure, ...period });
  return (
    <ul className="rt-fig-tiles">
      <Tile
        label={text('figures.backlog')}
        value={text('figures.documents', { count: backlog })}
        to={to('backlog')}
        note={
          <>
            <Link className={overdue > 0 ? 'is-alarming' : undefined} to={to('overdue')}>
              {text('figures.overdueOf', { count: overdue })}
            </Link>
            {' · '}
            <Link className={stuck > 0 ? 'is-alarming' : undefined} to={to('stuck')}>
              {text('figures.stuckOf', { count: stuck })}
            </Link>
          </>
        }
      />
      <Tile
        label={text('figures.average')}
        value={timeWords(duration.average, text)}
        to={to('ended')}
        note={
          duration.count === 0
            ? text('figures.noneEnded')
            : text('figures.percentiles', {
                p50: timeWords(duration.p50, text),
                p90: timeWords(duration.p90, text),
              })
        }
      />
      <Tile
        label={text('figures.exceptionRate')}
        value={percent(exceptions.rate)}
        to={to('exceptions')}
        note={
          exceptions.of === 0
            ? text('figures.noneMoved')
            : text('figures.exceptionsOf', { count: exceptions.instances, of: exceptions.of })
        }
      />
    </ul>
  );
}
