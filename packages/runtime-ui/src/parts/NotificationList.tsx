import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Notification } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { api } from '../data/api.js';
import { useNow } from '../data/clock.js';
import { keys } from '../data/keys.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';

interface NotificationListProps {
  readonly notifications: readonly Notification[];
  readonly onFollow?: () => void;
}

function Entry({ entry, onRead }: { readonly entry: Notification; readonly onRead: () => void }) {
  const title = useLocalized();
  const text = useText();
  const now = useNow();
  const unread = entry.readAt == null;
  const head = (
    <>
      {unread ? <span className="rt-unread" role="img" aria-label={text('notifications.new')} /> : null}
      <b>{title(entry.title)}</b>
    </>
  );
  const leads = entry.form != null && entry.recordId != null;
  return (
    <li className={unread ? 'is-unread' : undefined}>
      <div className="rt-note-head">
        {leads ? (
          <Link to={paths.record(entry.form ?? '', entry.recordId ?? '')} onClick={onRead}>
            {head}
          </Link>
        ) : (
          <button type="button" className="rt-plain" onClick={onRead}>
            {head}
          </button>
        )}
        <time className="dg-t3" dateTime={entry.at}>
          {formatMoment(entry.at, now)}
        </time>
      </div>
      {entry.body == null ? null : <p className="dg-t2">{title(entry.body)}</p>}
    </li>
  );
}

/** Notifications, the newest first; following one marks it as read. */
export function NotificationList({ notifications, onFollow }: NotificationListProps) {
  const text = useText();
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: (id: string) => api.notifications.read(id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
  if (notifications.length === 0) return <p className="rt-quiet">{text('notifications.none')}</p>;
  return (
    <ul className="rt-notes">
      {notifications.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          onRead={() => {
            if (entry.readAt == null) read.mutate(entry.id);
            onFollow?.();
          }}
        />
      ))}
    </ul>
  );
}
