import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.js';

const ADDRESS = '/api/v1/notifications/stream';
const NAME = 'dougong-notifications';
/** After a refusal: by then somebody may have signed in again. */
const AGAIN_MS = 30_000;

/** The stream stands, it broke, something is new, or so many are unread. */
type News =
  { readonly what: 'live' | 'lost' | 'told' } | { readonly what: 'unread'; readonly unread: number };

/**
 * Holds one stream for all tabs: browsers open few connections to one place, so the tab that has the lock listens and tells the
 * others. When it closes, the next one takes over. Gives the end of it.
 */
export function followNotifications(onNews: (news: News) => void): () => void {
  const others = new BroadcastChannel(NAME);
  const stopped = new AbortController();
  const tell = (news: News) => {
    others.postMessage(news);
    onNews(news);
  };
  others.onmessage = ({ data }) => onNews(data as News);
  const listen = () => listenUntil(stopped.signal, tell);
  // Without locks (an address without https) every tab listens for itself.
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined) void listen();
  else locks.request(NAME, { signal: stopped.signal }, listen).catch(() => undefined);
  return () => {
    stopped.abort();
    others.close();
  };
}

function listenUntil(signal: AbortSignal, tell: (news: News) => void): Promise<void> {
  return new Promise((resolve) => {
    let timer: number | undefined;
    let source: EventSource | undefined;
    const open = () => {
      source = new EventSource(ADDRESS);
      source.onopen = () => tell({ what: 'live' });
      source.addEventListener('notification', () => tell({ what: 'told' }));
      source.addEventListener('unread', ({ data }: MessageEvent<string>) =>
        tell({ what: 'unread', ...(JSON.parse(data) as { unread: number }) }),
      );
      source.onerror = () => {
        tell({ what: 'lost' });
        // The browser comes again by itself after a break, with what it had last, but not after a refusal.
        if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(open, AGAIN_MS);
      };
    };
    open();
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      source?.close();
      resolve();
    });
  });
}

function countedBefore(client: QueryClient): number | undefined {
  return client.getQueryData<{ readonly unread: number }>(keys.notifications)?.unread;
}

/** Reads notifications and what waits anew as they come. Tells whether they come; otherwise somebody has to ask. */
export function useLiveNotifications(): boolean {
  const client = useQueryClient();
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    if (typeof EventSource === 'undefined' || typeof BroadcastChannel === 'undefined') return undefined;
    return followNotifications((news) => {
      setLive(news.what !== 'lost');
      const read = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
      if (news.what === 'told') [keys.notifications, keys.tasks, keys.app].forEach(read);
      if (news.what === 'unread' && countedBefore(client) !== news.unread) read(keys.notifications);
    });
  }, [client]);
  return isLive;
}
