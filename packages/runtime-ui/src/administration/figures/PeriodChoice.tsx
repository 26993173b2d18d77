import { DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useSearchParams } from 'react-router';
import { useNow } from '../../data/clock.js';
import { useText } from '../../texts/index.js';
import { daysOf, lastDays, PERIOD_DAYS, periodOf, type Period } from './period.js';

const DAY = 'YYYY-MM-DD';

/** The period that the page is about; it stands in the address. */
export function usePeriod(): readonly [Period, (period: Period) => void] {
  const [search, setSearch] = useSearchParams();
  const now = useNow();
  const set = ({ from, to }: Period) => {
    const next = new URLSearchParams(search);
    next.set('from', from);
    next.set('to', to);
    setSearch(next, { replace: true });
  };
  return [periodOf(search, now), set];
}

interface PeriodChoiceProps {
  readonly period: Period;
  onPeriod(period: Period): void;
}

/** Some days up to today, or any others. */
export function PeriodChoice({ period, onPeriod }: PeriodChoiceProps) {
  const text = useText();
  const now = useNow();
  return (
    <div className="rt-fig-period">
      <Segmented<number>
        aria-label={text('figures.period')}
        value={daysOf(period, now) ?? 0}
        options={PERIOD_DAYS.map((days) => ({ value: days, label: text('figures.days', { count: days }) }))}
        onChange={(days) => onPeriod(lastDays(days, now))}
      />
      <DatePicker.RangePicker
        aria-label={text('figures.period')}
        allowClear={false}
        value={[dayjs(period.from), dayjs(period.to)]}
        onChange={(range) => {
          const [from, to] = range ?? [];
          if (from && to) onPeriod({ from: from.format(DAY), to: to.format(DAY) });
        }}
      />
    </div>
  );
}
