import type { Text } from '../../texts/index.js';
import type { QueueFigure, SlowWork } from './health-wire.js';

const MEGABYTE = 1_048_576n;
const GIGABYTE = 1_073_741_824n;
const TENTHS = 10n;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A size as people read it, from bytes as text: `38 MB`, `1.4 GB`. */
export function sizeText(bytes: string): string {
  const size = BigInt(bytes);
  if (size < GIGABYTE) return `${(size + MEGABYTE - 1n) / MEGABYTE} MB`;
  const tenths = (size * TENTHS) / GIGABYTE;
  return `${tenths / TENTHS}.${tenths % TENTHS} GB`;
}

/** How long something has waited, by its largest unit. */
export function waitText(seconds: number, text: Text): string {
  if (seconds < MINUTE) return text('health.justNow');
  if (seconds < HOUR) return text('health.minutes', { count: Math.floor(seconds / MINUTE) });
  if (seconds < DAY) return text('health.hours', { count: Math.floor(seconds / HOUR) });
  return text('health.days', { count: Math.floor(seconds / DAY) });
}

/** How long ago something was, by its largest unit. */
export function agoText(seconds: number, text: Text): string {
  return text('health.ago', { span: spanText(seconds, text) });
}

/** A stretch of time by its largest unit. */
export function spanText(seconds: number, text: Text): string {
  if (seconds < HOUR) return text('health.spanMinutes', { count: Math.max(1, Math.floor(seconds / MINUTE)) });
  if (seconds < 2 * DAY) return text('health.spanHours', { count: Math.floor(seconds / HOUR) });
  return text('health.spanDays', { count: Math.floor(seconds / DAY) });
}

/** Milliseconds as people read them: what is less than ten with a decimal. */
export function millisecondsText(milliseconds: number): string {
  const shown = milliseconds < 10 ? Math.round(milliseconds * 10) / 10 : Math.round(milliseconds);
  return `${shown} ms`;
}

/** A single one that usually takes a quarter of what all may take together. */
const SLOW_SHARE = 0.25;

export function isSlow({ usualMs }: Pick<SlowWork, 'usualMs'>, budgetMs: number): boolean {
  return usualMs > budgetMs * SLOW_SHARE;
}

/** Where a rule or a field is designed. */
export function designerPathOf({ kind, key, form }: Pick<SlowWork, 'kind' | 'key' | 'form'>): string {
  const part = encodeURIComponent;
  if (kind === 'rule') return `/designer/rules/${part(key)}`;
  return `/designer/forms/${part(form)}?field=${part(key.slice(form.length + 1))}`;
}

/** The queues in the order in which they came, each with its figures by state. */
export function queuesOf(
  figures: readonly QueueFigure[],
): readonly (readonly [string, ReadonlyMap<string, QueueFigure>])[] {
  const queues = new Map<string, Map<string, QueueFigure>>();
  for (const figure of figures) {
    const states = queues.get(figure.queue) ?? new Map<string, QueueFigure>();
    queues.set(figure.queue, states.set(figure.state, figure));
  }
  return [...queues];
}
