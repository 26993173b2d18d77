import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { LRUCache } from 'lru-cache';
import { CLOCK } from '../ports.js';

const ADDRESSES_MAX = 10_000;
const WINDOW_MS = 60_000;
/** Somebody who looks at his own order looks a few times; many people behind one address look more often. */
const VIEWS_PER_WINDOW_MAX = 60;
const MS_PER_SECOND = 1000;

interface Window {
  readonly endsAt: number;
  count: number;
}

/** How often one address looks at progress pages, whatever the link, in this process. */
@Injectable()
export class AddressLimit {
  private readonly windows = new LRUCache<string, Window>({ max: ADDRESSES_MAX });

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Counts one look. @returns after how many seconds the next one is let through, where this one is too many. */
  count(address: string): number | undefined {
    const now = Date.parse(this.clock());
    const known = this.windows.get(address);
    const window = known && known.endsAt > now ? known : { endsAt: now + WINDOW_MS, count: 0 };
    window.count += 1;
    this.windows.set(address, window);
    if (window.count <= VIEWS_PER_WINDOW_MAX) return undefined;
    return Math.ceil((window.endsAt - now) / MS_PER_SECOND);
  }
}
