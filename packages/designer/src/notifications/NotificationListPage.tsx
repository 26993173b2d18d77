import { NOTIFICATION_EVENTS } from '@dougong/kernel/notifications';
import type { NotificationDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { DesignedListPage } from '../definitions/DesignedListPage.js';
import { useText } from '../i18n/text.js';
import { usersOf } from './template-uses.js';

/** Words from the start, so that there is something to change. */
const SKELETON = {
  subject: { 'zh-CN': '{@document} {@number} 有新消息', en: 'News about {@document} {@number}' },
};

/** All templates of messages. */
export function NotificationListPage() {
  return (
    <DesignedListPage<NotificationDefinition>
      kind="notification"
      skeleton={SKELETON}
      note={(definition) => <Place definition={definition} />}
      usesOf={({ key, replaces }, all) => usersOf(key, all).length + (replaces === undefined ? 0 : 1)}
    />
  );
}

/** What it is for: the message that it rewords, or whoever names it. */
function Place({ definition: { replaces } }: { readonly definition: NotificationDefinition }) {
  const text = useText();
  const title = useLocalized();
  if (replaces === undefined) return text('notifications.named');
  return text('notifications.rewords', { event: title(NOTIFICATION_EVENTS[replaces.event].title) });
}
