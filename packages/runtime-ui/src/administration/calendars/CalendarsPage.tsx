import { useState } from 'react';
import { Button, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { buildCalendar, businessDay, WEEKDAYS } from '@dougong/kernel/foundation';
import type { CalendarDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, StatusSeal } from '@dougong/ui/shell';
import { api } from '../../data/api.js';
import { useNow } from '../../data/clock.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { monthsAway, weeksOf, workedIn, type CalendarDay } from './month.js';

async function loadCalendars(): Promise<readonly CalendarDefinition[]> {
  const { data } = await api.client.get<{ data: readonly { readonly definition: CalendarDefinition }[] }>(
    '/definitions',
    { query: { kind: 'calendar', full: true } },
  );
  return data.data.map(({ definition }) => definition);
}

function hoursText(hours: CalendarDefinition['hours']): string {
  return hours.map(({ from, to }) => `${from}–${to}`).join('  ');
}

function Day({ day, isToday }: { readonly day: CalendarDay; readonly isToday: boolean }) {
  const text = useText();
  const title = useLocalized();
  const mark = day.kind === 'exchanged' || day.kind === 'holiday' ? day.kind : undefined;
  return (
    <td
      className={`is-${day.kind}${day.isInMonth ? '' : ' is-outside'}${isToday ? ' is-today' : ''}`}
      aria-current={isToday ? 'date' : undefined}
    >
      <span className="rt-cal-number">
        <time dateTime={day.date}>{Number.parseInt(day.date.slice(8), 10)}</time>
        {mark === undefined ? null : <span className="rt-cal-mark">{text(`calendars.mark_${mark}`)}</span>}
      </span>
      <span className="rt-cal-title">{title(day.title)}</span>
      <span className="rt-cal-hours">
        {day.hours > 0 ? text('calendars.hours', { amount: day.hours }) : text('calendars.rest')}
      </span>
    </td>
  );
}

interface MonthProps {
  readonly definition: CalendarDefinition;
  readonly month: string;
  readonly today: string;
  onMonth(month: string): void;
}

function Month({ definition, month, today, onMonth }: MonthProps) {
  const text = useText();
  const built = buildCalendar(definition);
  if (!built.ok) return null;
  const weeks = weeksOf(month, definition, built.value);
  const worked = workedIn(weeks);
  return (
    <section className="dg-card rt-cal-month" aria-labelledby="rt-cal-month">
      <div className="dg-card-head">
        <Button
          type="text"
          icon={<ChevronLeft size={16} />}
          aria-label={text('calendars.before')}
          onClick={() => onMonth(monthsAway(month, -1))}
        />
        <h2 id="rt-cal-month" aria-live="polite">
          {text('calendars.month', { year: month.slice(0, 4), month: month.slice(5) })}
        </h2>
        <Button
          type="text"
          icon={<ChevronRight size={16} />}
          aria-label={text('calendars.after')}
          onClick={() => onMonth(monthsAway(month, 1))}
        />
        <Button onClick={() => onMonth(today.slice(0, 7))}>{text('calendars.today')}</Button>
        <span className="dg-card-head-end dg-t2">{text('calendars.worked', { ...worked })}</span>
      </div>
      <table className="rt-cal-grid">
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col">
                {text(`calendars.${day}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.date}>
              {week.map((day) => (
                <Day key={day.date} day={day} isToday={day.date === today} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What is out of the ordinary in a year, each entry the way to its month. */
function Exceptions({
  definition,
  year,
  onMonth,
}: {
  readonly definition: CalendarDefinition;
  readonly year: string;
  onMonth(month: string): void;
}) {
  const text = useText();
  const title = useLocalized();
  const { holidays = [], workingDays = [] } = definition;
  const entries = [
    ...holidays.map(({ from, to, title: name }) => ({ from, to, name, kind: 'holiday' as const })),
    ...workingDays.map(({ date, title: name }) => ({
      from: date,
      to: undefined,
      name,
      kind: 'exchanged' as const,
    })),
  ]
    .filter(({ from }) => from.startsWith(year))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  if (entries.length === 0) return <p className="rt-quiet">{text('calendars.noExceptions', { year })}</p>;
  return (
    <ul className="rt-cal-list">
      {entries.map(({ from, to, name, kind }) => (
        <li key={from}>
          <button type="button" onClick={() => onMonth(from.slice(0, 7))}>
            <span className={`rt-cal-mark is-${kind}`}>{text(`calendars.mark_${kind}`)}</span>
            <span>
              {from.slice(5)}
              {to === undefined || to === from ? '' : ` – ${to.slice(5)}`}
            </span>
            <span className="dg-t2 dg-clip">{title(name)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Rules({ definition }: { readonly definition: CalendarDefinition }) {
  const text = useText();
  const { hours, week, utcOffset = '+08:00' } = definition;
  const ordinary = week.filter((each) => each.hours === undefined).map(({ day }) => text(`calendars.${day}`));
  return (
    <dl className="rt-org-facts">
      <div>
        <dt>{text('calendars.ordinary')}</dt>
        <dd>
          {ordinary.join(text('and'))}
          <br />
          {hoursText(hours)}
        </dd>
      </div>
      {week.map(({ day, hours: own }) =>
        own === undefined ? null : (
          <div key={day}>
            <dt>{text(`calendars.${day}`)}</dt>
            <dd>{hoursText(own)}</dd>
          </div>
        ),
      )}
      <div>
        <dt>{text('calendars.zone')}</dt>
        <dd>UTC{utcOffset}</dd>
      </div>
    </dl>
  );
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The month shown stands in the address; the present one when it names none. */
function useMonth(today: string): readonly [string, (month: string) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('month') ?? '';
  return [MONTH.test(asked) ? asked : today.slice(0, 7), (month) => setSearch({ month }, { replace: true })];
}

function CalendarBody({ calendars }: { readonly calendars: readonly CalendarDefinition[] }) {
  const text = useText();
  const title = useLocalized();
  const { rights } = useUser();
  const today = businessDay(useNow());
  const [month, setMonth] = useMonth(today);
  const [key, setKey] = useState<string>();
  const standard = calendars.find((each) => each.default === true) ?? calendars[0];
  const shown = calendars.find((each) => each.key === key) ?? standard;
  if (shown === undefined)
    return <EmptyState reason="first" title={text('calendars.none')} text={text('calendars.noneText')} />;
  return (
    <div className="rt-cal">
      <Month definition={shown} month={month} today={today} onMonth={setMonth} />
      <div className="rt-fl-column">
        <section className="dg-card rt-cal-side" aria-labelledby="rt-cal-one">
          <div className="dg-card-head">
            <h2 id="rt-cal-one">{title(shown.title)}</h2>
            {shown === standard ? <StatusSeal tone="done">{text('calendars.standard')}</StatusSeal> : null}
          </div>
          {calendars.length > 1 ? (
            <Select
              className="rt-adm-select"
              aria-label={text('calendars.choose')}
              value={shown.key}
              options={calendars.map((each) => ({ value: each.key, label: title(each.title) }))}
              onChange={setKey}
            />
          ) : null}
          <Rules definition={shown} />
          {shown.description === undefined ? null : <p className="dg-t2">{title(shown.description)}</p>}
          {rights.design || rights.administer ? (
            <p className="dg-t2">{text('calendars.howToChange')}</p>
          ) : null}
        </section>
        <section className="dg-card" aria-labelledby="rt-cal-exceptions">
          <div className="dg-card-head">
            <h2 id="rt-cal-exceptions">{text('calendars.exceptions', { year: month.slice(0, 4) })}</h2>
          </div>
          <Exceptions definition={shown} year={month.slice(0, 4)} onMonth={setMonth} />
        </section>
      </div>
    </div>
  );
}

/** When the company works: by it, time limits in working time are counted. */
export function CalendarsPage() {
  const text = useText();
  const { data: calendars, error, refetch } = useQuery({ queryKey: ['calendars'], queryFn: loadCalendars });
  return (
    <AdminPage
      title={text('calendars.title')}
      note={text('calendars.note')}
      problem={error}
      isLoading={calendars === undefined}
      onRetry={() => void refetch()}
    >
      <CalendarBody calendars={calendars ?? []} />
    </AdminPage>
  );
}
