import type { Localized } from '@dougong/kernel/foundation';
import type { Task, TaskFact } from '@dougong/ui/api';
import { timeText } from '@dougong/kernel/forms';
import { showPercent } from '@dougong/ui/lines';
import { useLocalized, useUiText } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { Money, Quantity, type Fact } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';

type WireFact = TaskFact & { readonly scale?: number; readonly text?: Localized };

/** A fact of a task as the engine prepared it: names instead of ids. */
export function FactValue({ fact }: { readonly fact: WireFact }) {
  const title = useLocalized();
  const text = useUiText();
  const now = useNow();
  const { value, format } = fact;
  if (value === null || value === undefined || value === '') return '—';
  if (fact.text !== undefined) return title(fact.text);
  if (format === 'money') return <Money value={String(value)} />;
  if (format === 'percent') return showPercent(String(value));
  if (format === 'time') return timeText(String(value));
  if (format === 'decimal') return <Quantity value={String(value)} />;
  if (typeof value === 'boolean') return text(value ? 'states.yes' : 'states.no');
  if (format === 'date-time' || format === 'datetime' || format === 'date_time')
    return formatMoment(String(value), now);
  return String(value);
}

/** The facts of a task for the strip. */
export function useTaskFacts(task: Task): readonly Fact[] {
  const title = useLocalized();
  return task.facts.map((fact) => ({
    id: fact.field,
    label: title(fact.title),
    value: <FactValue fact={fact} />,
  }));
}

/** The one figure that stands for a task in a list: its first amount. */
export function leadingFact(task: Task): TaskFact | undefined {
  return (
    task.facts.find(({ format }) => format === 'money') ??
    task.facts.find(({ format }) => format === 'decimal')
  );
}
