import { LANGUAGES } from '@dougong/kernel/foundation';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type { Habits } from '@dougong/kernel/notifications';
import { fillMarks, markedIds } from '@dougong/kernel/rules';
import type { ShownText } from './announcements.js';
import type { NotificationPayload, PayloadText } from './notification.channel.js';

/** What a message says over a kind of channel. */
export function textFor({ title, body, tells, channels }: NotificationPayload, channel: string): PayloadText {
  const own = channels !== undefined && Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  return own ?? { title, ...(body ? { body } : {}), ...(tells ? { tells } : {}) };
}

/** All that a message says over any channel. */
export function textsOf(payload: NotificationPayload): readonly PayloadText[] {
  return [payload, ...Object.values(payload.channels ?? {})];
}

/** Everybody whose name a message waits for. */
export function namedIn(payload: NotificationPayload): readonly string[] {
  const said = textsOf(payload).flatMap(({ title, body }) => [title, ...(body ? [body] : [])]);
  const ids = said.flatMap((text) => LANGUAGES.flatMap((language) => markedIds(text[language])));
  return [...ids, ...(payload.marks?.actor === undefined ? [] : [payload.marks.actor])];
}

/** A text with the names that it waits for, and the time by which it is due by the reader's clock. */
export function filledFor(
  text: ShownText,
  { marks }: Pick<NotificationPayload, 'marks'>,
  { timeZone }: Pick<Habits, 'timeZone'>,
  names: ReadonlyMap<string, Localized>,
): ShownText {
  if (marks === undefined) return text;
  const { actor = '', due } = marks;
  const filled = (said: Localized, language: Language) =>
    fillMarks(said[language], (mark) => {
      if (mark === 'due') return due === undefined ? '' : localMinute(due, timeZone);
      return names.get(mark === 'actor' ? actor : mark.slice('id:'.length))?.[language];
    });
  const both = (said: Localized): Localized => ({ 'zh-CN': filled(said, 'zh-CN'), en: filled(said, 'en') });
  return { title: both(text.title), ...(text.body ? { body: both(text.body) } : {}) };
}

/** `2026-11-23 18:00` by the clocks of a zone; it reads alike in every language. */
function localMinute(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(Date.parse(instant));
}
