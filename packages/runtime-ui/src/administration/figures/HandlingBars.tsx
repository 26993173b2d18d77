import { Link } from 'react-router';
import { durationMilliseconds } from '@dougong/kernel/foundation';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import type { FlowFigures, NodeFigures } from '../wire.js';
import { timeWords } from './figure-words.js';
import type { Period } from './period.js';

const HUNDRED = 100;

function standardSeconds(definition: FlowDefinition | undefined, id: string): number | undefined {
  const standard = definition?.nodes.find((node) => node.id === id)?.standardTime;
  const length = standard === undefined ? undefined : durationMilliseconds(standard);
  return length?.ok === true ? length.value / 1000 : undefined;
}

interface TimeBarProps {
  readonly node: NodeFigures;
  readonly full: number;
  readonly standard: number | undefined;
}

/** Half of the work is done within the dark part, nine tenths within the light one; marks for average and standard. */
function TimeBar({ node, full, standard }: TimeBarProps) {
  const { p50, p90, average } = node.handling;
  const at = (seconds: number) => `${Math.min(HUNDRED, (seconds / full) * HUNDRED)}%`;
  return (
    <span className="rt-bar is-times" aria-hidden="true">
      <span className="rt-bar-piece is-quiet" style={{ width: at(p90 ?? 0) }} />
      <span className="rt-bar-piece is-plain" style={{ width: at(p50 ?? 0) }} />
      {average === null ? null : <span className="rt-bar-mark" style={{ left: at(average) }} />}
      {standard === undefined ? null : (
        <span className="rt-bar-mark is-standard" style={{ left: at(standard) }} />
      )}
    </span>
  );
}

interface HandlingRowProps {
  readonly node: NodeFigures;
  readonly full: number;
  readonly standard: number | undefined;
  readonly to: string;
}

function HandlingRow({ node, full, standard, to }: HandlingRowProps) {
  const text = useText();
  const title = useLocalized();
  const { average, p50, p90, count } = node.handling;
  const isSlow = standard !== undefined && (average ?? 0) > standard;
  return (
    <tr>
      <th scope="row">{title(node.title)}</th>
      <td className="rt-fig-bar rt-only-wide">
        <TimeBar node={node} full={full} standard={standard} />
      </td>
      <td className={`is-end${isSlow ? ' is-alarming' : ''}`}>{timeWords(average, text)}</td>
      <td className="is-end">{timeWords(p50, text)}</td>
      <td className="is-end">{timeWords(p90, text)}</td>
      <td className="is-end">{timeWords(standard ?? null, text)}</td>
      <td className="is-end">
        <Link to={to}>{text('figures.times', { count })}</Link>
      </td>
    </tr>
  );
}

interface HandlingBarsProps {
  readonly figures: FlowFigures;
  readonly period: Period;
  /** Where the standard times stand. */
  readonly definition: FlowDefinition | undefined;
}

/** How long each node takes, against the time that it should take. */
export function HandlingBars({ figures, period, definition }: HandlingBarsProps) {
  const text = useText();
  const nodes = figures.nodes.filter(({ handling }) => handling.count > 0);
  if (nodes.length === 0) return <p className="dg-t2">{text('figures.noHandling')}</p>;
  const standards = new Map(nodes.map(({ id }) => [id, standardSeconds(definition, id)]));
  const longest = nodes.map(({ id, handling }) => Math.max(handling.p90 ?? 0, standards.get(id) ?? 0));
  const full = Math.max(1, ...longest);
  return (
    <>
      <ScrollTable label={text('figures.handling')}>
        <table className="rt-ledger-table is-roomy rt-fig-times">
          <thead>
            <tr>
              <th scope="col">{text('figures.node')}</th>
              <th scope="col" className="rt-only-wide">
                <span className="dg-sr">{text('figures.picture')}</span>
              </th>
              {['averageShort', 'half', 'most', 'standard', 'handled'].map((column) => (
                <th key={column} scope="col" className="is-end">
                  {text(`figures.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {nodes.map((node) => (
              <HandlingRow
                key={node.id}
                node={node}
                full={full}
                standard={standards.get(node.id)}
                to={paths.figureList(figures.flow.key, { figure: 'handled', node: node.id, ...period })}
              />
            ))}
          </tbody>
        </table>
      </ScrollTable>
      <TimesLegend />
    </>
  );
}

function TimesLegend() {
  const text = useText();
  return (
    <ul className="rt-bar-legend rt-only-wide" aria-hidden="true">
      <li>
        <span className="rt-bar-piece is-plain" /> {text('figures.legendHalf')}
      </li>
      <li>
        <span className="rt-bar-piece is-quiet" /> {text('figures.legendMost')}
      </li>
      <li>
        <span className="rt-bar-mark" /> {text('figures.averageShort')}
      </li>
      <li>
        <span className="rt-bar-mark is-standard" /> {text('figures.standard')}
      </li>
    </ul>
  );
}
