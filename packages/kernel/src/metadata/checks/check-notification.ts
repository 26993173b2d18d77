import { issue, LANGUAGES, pointer } from '../../foundation/index.js';
import type { Issue, Language, Localized } from '../../foundation/index.js';
import { TEXT_CHANNELS } from '../notification.js';
import type { NotificationDefinition } from '../notification.js';

const NAMES: Readonly<Record<Language, Localized>> = {
  'zh-CN': { 'zh-CN': '中文', en: 'Chinese' },
  en: { 'zh-CN': '英文', en: 'English' },
};

/** Every text stands in every language; other words for a channel may be left out, but not by half. */
export function checkNotification({ subject, body, channels }: NotificationDefinition): readonly Issue[] {
  const others = TEXT_CHANNELS.flatMap((channel) => {
    const text = channels?.[channel];
    const at = pointer('/channels', channel);
    return [...missing(text?.subject, `${at}/subject`), ...missing(text?.body, `${at}/body`)];
  });
  return [...missing(subject, '/subject'), ...missing(body, '/body'), ...others];
}

function missing(text: Localized | undefined, at: string): readonly Issue[] {
  if (text === undefined) return [];
  return LANGUAGES.filter((language) => text[language].trim() === '').map((language) =>
    issue('notification_text_missing', pointer(at, language), { language: NAMES[language] }),
  );
}
