import { useState } from 'react';
import { Popover } from 'antd';
import { Bell } from 'lucide-react';
import { Count } from '@dougong/ui/shell';
import { useLiveNotifications } from '../data/live-notifications.js';
import { useNotifications } from '../data/queries.js';
import { Link } from 'react-router';
import { paths } from '../paths.js';
import { NotificationList } from '../parts/NotificationList.js';
import { useText } from '../texts/index.js';

/** What happened, a press away from every page. */
export function NotificationBell() {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { data } = useNotifications(useLiveNotifications());
  const unread = data?.unread ?? 0;
  return (
    <div className="rt-bell">
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomRight"
        classNames={{ root: 'rt-bell-open' }}
        title={text('notifications.title')}
        content={
          <div className="rt-bell-list">
            <NotificationList notifications={data?.data ?? []} onFollow={() => setOpen(false)} />
            <p className="rt-bell-foot">
              <Link to={paths.preferences()} onClick={() => setOpen(false)}>
                {text('messages.settings')}
              </Link>
            </p>
          </div>
        }
      >
        <button
          type="button"
          className="dg-icon-link"
          aria-label={text('notifications.unread', { count: unread })}
          aria-expanded={open}
        >
          <Bell size={20} aria-hidden="true" />
          <Count value={unread} />
        </button>
      </Popover>
    </div>
  );
}
