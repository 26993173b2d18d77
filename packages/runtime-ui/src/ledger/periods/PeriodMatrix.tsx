import { businessDay } from '@dougong/kernel/foundation';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable, StatusSeal, type SealTone } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { useText } from '../../texts/index.js';
import { monthState, monthsThrough, type MonthState, type Place } from './month-state.js';
import type { Boundary, Periods } from './period-wire.js';

export const STATE_TONES: Readonly<Record<MonthState, SealTone>> = {
  open: 'progress',
  soft: 'warning',
  closed: 'done',
};

interface Column {
  /** The whole without it. */
  readonly organisation: string | undefined;
  readonly title: string;
  readonly books: Boundary;
}

/** The whole first, then each organisation; the whole alone where nothing is marked. */
export function useColumns(periods: Periods): readonly Column[] {
  const text = useText();
  const title = useLocalized();
  const whole = { organisation: undefined, title: text('periods.whole'), books: periods };
  return [
    whole,
    ...periods.organisations.map((books) => ({ organisation: books.key, title: title(books.title), books })),
  ];
}

interface PeriodMatrixProps {
  readonly periods: Periods;
  readonly place: Place | undefined;
  onPlace(place: Place): void;
}

interface CellProps {
  readonly column: Column;
  readonly period: string;
  readonly isChosen: boolean;
  onChoose(): void;
}

function Cell({ column, period, isChosen, onChoose }: CellProps) {
  const text = useText();
  const state = monthState(period, column.books);
  const word = text(`periods.state_${state}`);
  return (
    <td className={isChosen ? 'is-chosen' : ''}>
      <button
        type="button"
        className="rt-period-cell"
        aria-pressed={isChosen}
        aria-label={text('periods.cell', { month: period.slice(0, 7), books: column.title, state: word })}
        onClick={onChoose}
      >
        <StatusSeal tone={STATE_TONES[state]}>{word}</StatusSeal>
      </button>
    </td>
  );
}

/** Months by organisations: how the books stand, each a button that tells more. */
export function PeriodMatrix({ periods, place, onPlace }: PeriodMatrixProps) {
  const text = useText();
  const columns = useColumns(periods);
  const now = useNow();
  const shown = monthsThrough(
    businessDay(now),
    periods.periods.map(({ period }) => period),
    columns.map(({ books }) => books),
  );
  const isChosen = (period: string, organisation: string | undefined) =>
    place?.period === period && place.organisation === organisation;
  return (
    <ScrollTable label={text('periods.title')}>
      <table className="rt-ledger-table is-roomy rt-periods-table">
        <thead>
          <tr>
            <th scope="col">{text('periods.month')}</th>
            {columns.map(({ organisation, title }) => (
              <th key={organisation ?? ''} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((period) => (
            <tr key={period}>
              <th scope="row">{period.slice(0, 7)}</th>
              {columns.map((column) => (
                <Cell
                  key={column.organisation ?? ''}
                  column={column}
                  period={period}
                  isChosen={isChosen(period, column.organisation)}
                  onChoose={() => onPlace({ period, organisation: column.organisation })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
