import { tracingChannel } from 'node:diagnostics_channel';

/**
 * What the engine does, told to whoever listens in this process: figures and traces. Those who work know nothing of either,
 * and where nobody listens it costs next to nothing.
 */

/** A command on a record, from any way in. */
export interface CommandSignal {
  readonly form: string;
  /** create, change, act, answer, move, delete. */
  readonly type: string;
  readonly channel: string;
  /** The instance that it is about, once it is known. */
  instance?: string;
  /** Keys of the rules that fired. */
  rules?: readonly string[];
}

/** A message to somebody outside. */
export interface DeliverySignal {
  readonly topic: string;
  readonly attempt: number;
  /** delivered, again, failed. */
  outcome?: string;
}

/** A job of the queue: imports, exports, publishes, runs. */
export interface JobSignal {
  readonly kind: string;
  readonly id: string;
}

export const commandSignals = tracingChannel<unknown, CommandSignal>('dougong:command');
export const deliverySignals = tracingChannel<unknown, DeliverySignal>('dougong:delivery');
export const jobSignals = tracingChannel<unknown, JobSignal>('dougong:job');
