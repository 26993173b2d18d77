import type { TracingChannel } from 'node:diagnostics_channel';

const MS_PER_SECOND = 1000;
const SERVER_ERROR = 500;

/** How something ended: done, refused for a reason that its caller can act on, or failed. */
export type Outcome = 'done' | 'refused' | 'failed';

/** Hears of everything that a channel tells once it is over; gives what ends the listening. */
export function listenTo<Signal extends object>(
  channel: TracingChannel<unknown, Signal>,
  hear: (signal: Signal, seconds: number, outcome: Outcome) => void,
): () => void {
  const begun = new WeakMap<object, number>();
  const faults = new WeakMap<object, unknown>();
  const subscribers = {
    start: (signal: unknown) => void begun.set(signal as object, performance.now()),
    end: () => undefined,
    asyncStart: () => undefined,
    error: (signal: unknown) => void faults.set(signal as object, (signal as { error?: unknown }).error),
    asyncEnd: (signal: unknown) => {
      const at = begun.get(signal as object);
      if (at === undefined) return;
      hear(signal as Signal, (performance.now() - at) / MS_PER_SECOND, outcomeOf(faults, signal as object));
    },
  };
  channel.subscribe(subscribers as never);
  return () => channel.unsubscribe(subscribers as never);
}

function outcomeOf(faults: WeakMap<object, unknown>, signal: object): Outcome {
  if (!faults.has(signal)) return 'done';
  const { status } = (faults.get(signal) ?? {}) as { readonly status?: unknown };
  return typeof status === 'number' && status < SERVER_ERROR ? 'refused' : 'failed';
}
