import type { Text } from '../../texts/index.js';
import type { QueueFigure } from './health-wire.js';

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
