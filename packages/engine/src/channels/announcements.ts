import type { Localized } from '@dougong/kernel/foundation';
import { APP_CHANNEL, dueAt, isNotificationEvent, modeOf, USUAL_HABITS } from '@dougong/kernel/notifications';
import type { Habits, ModeChoice, NotificationEvent } from '@dougong/kernel/notifications';
import type { OutgoingMessage } from './channel.js';
import type { DeliveryPayload } from './delivery.channel.js';
import type { ChannelKind } from './kinds/index.js';
import { filledFor, textFor } from './channel-texts.js';
import type { NotificationPayload, PayloadText } from './notification.channel.js';

/** Somebody who is told something. */
export interface Reader {
  readonly id: string;
  readonly active: boolean;
  readonly hasMail: boolean;
  readonly choices: readonly ModeChoice[];
  readonly habits: Habits | null;
}

/** A channel that is switched on. */
export interface OpenChannel {
  readonly key: string;
  readonly kind: ChannelKind;
}

/** Everything that decides where a message goes. */
export interface AnnouncementFacts {
  readonly readers: ReadonlyMap<string, Reader>;
  readonly channels: readonly OpenChannel[];
  /** What the administrator said. */
  readonly defaults: readonly ModeChoice[];
  /** What somebody may read of a text that repeats fields: everything, or only what it is about. */
  readonly shown: (user: string, text: PayloadText) => ShownText;
  /** What it is about, for those who may not read values. */
  readonly plain: (text: PayloadText) => Localized | undefined;
  /** Names of people and departments that texts wait for. */
  readonly names: ReadonlyMap<string, Localized>;
}

export interface ShownText {
  readonly title: Localized;
  readonly body?: Localized;
}

/** A message as it stands in somebody's list. */
export interface InboxRow {
  readonly user: string;
  readonly key: string;
  readonly event: NotificationEvent;
  readonly title: Localized;
  readonly body: Localized | null;
  readonly form: string | null;
  readonly recordId: string | null;
  readonly at: string;
}

/** A message on its way over another channel. */
export interface OutsideRow {
  readonly key: string;
  readonly payload: DeliveryPayload;
  readonly dueAt: string;
  /** When what it tells of happened. */
  readonly at: string;
}

export interface Announcement {
  readonly inbox: readonly InboxRow[];
  readonly outside: readonly OutsideRow[];
}

/** Where a message goes, for each of those who are told. */
export function announce(
  message: OutgoingMessage,
  facts: AnnouncementFacts,
  now: string,
): readonly Announcement[] {
  const payload = message.payload as unknown as NotificationPayload;
  return [...new Set(payload.users)].flatMap((user) => {
    const reader = facts.readers.get(user);
    return reader ? [announceTo(reader, message, payload, facts, now)] : [];
  });
}

function announceTo(
  reader: Reader,
  { key, createdAt }: OutgoingMessage,
  payload: NotificationPayload,
  facts: AnnouncementFacts,
  now: string,
): Announcement {
  const event = isNotificationEvent(payload.event ?? '') ? (payload.event as NotificationEvent) : 'rule';
  const said = [reader.choices, facts.defaults];
  const habits = reader.habits ?? USUAL_HABITS;
  const shownOver = (channel: string) =>
    filledFor(facts.shown(reader.id, textFor(payload, channel)), payload, habits, facts.names);
  const inside = shownOver(APP_CHANNEL);
  const { form = null, recordId = null } = payload;
  const inApp = modeOf(event, APP_CHANNEL, said, 'now') !== 'off';
  const row = { user: reader.id, key, event, form, recordId, at: createdAt };
  const outside = facts.channels.flatMap(({ key: channel, kind }) => {
    if (!reader.active || (kind.reach === 'person' && !reader.hasMail)) return [];
    const mode = modeOf(event, channel, said, kind.otherwise);
    const due = dueAt(event, mode, habits, now);
    if (due === undefined) return [];
    const plain = facts.plain(textFor(payload, kind.kind));
    const group = kind.reach === 'person' ? `${channel}/${reader.id}` : channel;
    const delivery: DeliveryPayload = {
      ...{ channel, kind: kind.kind, user: reader.id, group, ...shownOver(kind.kind) },
      ...(plain === undefined ? {} : { plain }),
      ...(form === null ? {} : { form }),
      ...(recordId === null ? {} : { recordId }),
    };
    return [{ key: `${key}:${channel}:${reader.id}`, payload: delivery, dueAt: due, at: createdAt }];
  });
  return { inbox: inApp ? [{ ...row, title: inside.title, body: inside.body ?? null }] : [], outside };
}
