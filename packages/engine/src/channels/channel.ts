import type { SqlSession } from '../database/sql-session.js';

/** A message on its way out, as the outbox holds it. */
export interface OutgoingMessage {
  readonly id: string;
  readonly topic: string;
  /** The same for every attempt; receivers know a repetition by it. */
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  /** How often it has been tried, this time included. */
  readonly attempts: number;
}

/** Delivers inside the database, in the transaction that marks the messages delivered: exactly once. */
export interface InnerChannel {
  readonly topic: string;
  readonly reach: 'database';
  /** Whether what it delivers may be a message for another channel. */
  readonly feeds: boolean;
  deliver(messages: readonly OutgoingMessage[], session: SqlSession, now: string): Promise<void>;
}

/** Delivers over the network, with no lock held: at least once. */
export interface OuterChannel {
  readonly topic: string;
  readonly reach: 'network';
  /** How many messages one process takes at once. */
  readonly batch: number;
  /** Whom it calls: a receiver that does not answer is left alone for a while, the others are not. */
  placeOf(message: OutgoingMessage): string;
  /** Messages of one group go out together. */
  groupOf(message: OutgoingMessage): string;
  /** How often the receiver may be called within a minute, if it limits that. */
  perMinute(message: OutgoingMessage): number | undefined;
  deliver(messages: readonly OutgoingMessage[]): Promise<DeliveryResult>;
}

/**
 * A way out of the platform. A new one is one file with one class and one line in `channels.module`.
 * `deliver` throws when it failed for a reason of its own; the message is then tried again later.
 */
export type Channel = InnerChannel | OuterChannel;

/** What a receiver answered, for the log. */
export interface ReceiverAnswer {
  readonly status?: number;
  readonly answer?: string;
}

export type DeliveryResult = ReceiverAnswer &
  (
    | { readonly outcome: 'delivered' }
    /** Try again, not before so many seconds if the receiver said so. */
    | {
        readonly outcome: 'again';
        readonly reason: string;
        readonly afterSeconds?: number;
        /** The receiver takes nothing at all for so long. */
        readonly restSeconds?: number;
      }
    /** Trying again is useless. */
    | { readonly outcome: 'failed'; readonly reason: string }
  );

export const CHANNELS = Symbol('channels');
