import type { Localized } from '@dougong/kernel/foundation';
import type { NotificationMode } from '@dougong/kernel/notifications';
import type { DeliveryResult } from '../channel.js';
import type { AllowedInside } from '../private-networks.js';

/** One thing that is set up about a channel. */
export interface ChannelField {
  readonly key: string;
  readonly title: Localized;
  /** It lies locked and is never shown again. */
  readonly secret?: true;
  readonly optional?: true;
  /** What it must look like. */
  readonly pattern?: string;
  /** An example of it. */
  readonly example?: string;
  readonly choices?: readonly { readonly value: string; readonly title: Localized }[];
  /** What it is when nobody says so. */
  readonly otherwise?: string;
}

/** A text on its way to a person or a group. */
export interface SendOrder {
  /** The same for every attempt. */
  readonly id: string;
  /** A line over the text, for channels that have a place for it. */
  readonly head: string;
  /** No longer than the channel takes. */
  readonly text: string;
  /** The person's address, where the channel reaches persons. */
  readonly to?: string;
  /** What is set up about the channel, secrets included. */
  readonly values: Readonly<Record<string, string>>;
  /** Instant of sending. */
  readonly now: string;
  readonly inside: AllowedInside;
}

/**
 * A kind of channel over which people are told: one file with one object, and a line in `kinds/index`. The page of channels draws
 * its fields from here, so a new kind needs no other change.
 */
export interface ChannelKind {
  readonly kind: string;
  readonly title: Localized;
  /** Whether it reaches each person by himself or a group that all read in. */
  readonly reach: 'person' | 'group';
  readonly fields: readonly ChannelField[];
  /** How it is used as long as neither an administrator nor the person has said so. */
  readonly otherwise: NotificationMode;
  /** The longest text it takes, in bytes of UTF-8. */
  readonly bytesMax: number;
  /** How often it may be called within a minute. */
  readonly perMinute?: number;
  /** Throws when it could not be reached. */
  send(order: SendOrder): Promise<DeliveryResult>;
}
