import type { Language, Localized } from '@dougong/kernel/foundation';
import type { ChannelText, NotificationDefinition, TextChannel } from '@dougong/kernel/metadata';

/** Whose words are edited: everybody's, or those of one kind of channel. */
export type TextPlace = TextChannel | 'all';
export type TextPart = 'subject' | 'body';

const BLANK: Localized = { 'zh-CN': '', en: '' };

/** The words of a channel, its own or those of everybody. */
export function textAt(definition: NotificationDefinition, place: TextPlace, part: TextPart): Localized {
  const own = place === 'all' ? undefined : definition.channels?.[place]?.[part];
  return own ?? definition[part] ?? BLANK;
}

/** Whether a channel has words of its own. */
export function hasOwn({ channels }: NotificationDefinition, place: TextPlace): boolean {
  return place !== 'all' && channels?.[place] !== undefined;
}

/**
 * Writes a text in one language. The English one follows the Chinese one until it is typed itself, as names do; a text that is blank in every language is left out.
 */
export function withText(
  definition: NotificationDefinition,
  place: TextPlace,
  part: TextPart,
  language: Language,
  typed: string,
): NotificationDefinition {
  const before = textAt(definition, place, part);
  const isSame = before['zh-CN'] === before.en;
  const isFollowed = isSame && language === 'zh-CN';
  const text = isFollowed ? { 'zh-CN': typed, en: typed } : { ...before, [language]: typed };
  const isBlank = text['zh-CN'] === '' && text.en === '';
  if (place === 'all')
    return part === 'body' && isBlank ? without(definition, 'body') : { ...definition, [part]: text };
  const { [part]: _, ...rest }: ChannelText = definition.channels?.[place] ?? {};
  return withChannel(definition, place, isBlank ? rest : { ...rest, [part]: text });
}

/** Lets a channel say what all others say. */
export function withoutOwn(definition: NotificationDefinition, place: TextChannel): NotificationDefinition {
  return withChannel(definition, place, {});
}

function withChannel(
  { channels = {}, ...definition }: NotificationDefinition,
  place: TextChannel,
  text: ChannelText,
): NotificationDefinition {
  const { [place]: _, ...others } = channels;
  const kept = Object.keys(text).length === 0 ? others : { ...others, [place]: text };
  return Object.keys(kept).length === 0 ? definition : { ...definition, channels: kept };
}

/** Leaves a property out. */
export function without<K extends keyof NotificationDefinition>(
  definition: NotificationDefinition,
  property: K,
): NotificationDefinition {
  const { [property]: _, ...rest } = definition;
  return rest as NotificationDefinition;
}
