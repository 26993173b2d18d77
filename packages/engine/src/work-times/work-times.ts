import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { CompiledRelease, TimeBudget } from '@dougong/kernel/commands';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { bucketOf, noBuckets } from './time-buckets.js';
import { workNames } from './work-names.js';
import type { WorkName } from './work-names.js';

/** How often a process adds what it counted to what all count together. */
const FLUSH_MS = 60_000;
/** More than any release has; whoever is beyond it is not counted. */
const COUNTED_MAX = 5000;
/** So many days are told, and kept. */
export const DAYS_KEPT = 7;

interface Counted {
  readonly kind: WorkName['kind'];
  readonly key: string;
  saves: number;
  total: number;
  max: number;
  readonly buckets: number[];
}

/** In the order of their keys, so that processes which add at the same time wait for each other and never in a ring. */
const ADD = `
  INSERT INTO core.work_time AS w (day, kind, key, saves, total_ms, max_ms, buckets)
  SELECT $1, m.kind, m.key, m.saves, m.total, m.max, m.buckets
    FROM jsonb_to_recordset($2) AS m (kind text, key text, saves bigint, total float8, max float8, buckets bigint[])
   ORDER BY m.kind, m.key
  ON CONFLICT (day, kind, key) DO UPDATE SET
    saves = w.saves + excluded.saves, total_ms = w.total_ms + excluded.total_ms, max_ms = greatest(w.max_ms, excluded.max_ms),
    buckets = ARRAY(SELECT coalesce(t.a, 0) + coalesce(t.b, 0)
                      FROM unnest(w.buckets, excluded.buckets) WITH ORDINALITY AS t (a, b, n) ORDER BY t.n)`;

const FORGET = 'DELETE FROM core.work_time WHERE day <= $1::date - $2::integer';

/**
 * Counts how long rules and computed fields take, save by save: figures by keys of definitions, nothing of what people wrote. Each process
 * keeps its own of the last minute and then adds them to those of all.
 */
@Injectable()
export class WorkTimes implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private counted = new Map<string, Counted>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flushQuietly(), FLUSH_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flushQuietly();
  }

  /** Counts what the rules and formulas of a save took, be it written, refused or a preview. */
  note(release: CompiledRelease, { took }: TimeBudget): void {
    if (took.size === 0) return;
    const names = workNames(release);
    for (const [title, milliseconds] of took) {
      const name = names.get(title);
      if (name) this.count(name, milliseconds);
    }
  }

  /** Adds what this process counted to the figures of the day. What cannot be added is lost: they are figures, no books. */
  async flush(): Promise<void> {
    const rows = [...this.counted.values()];
    this.counted = new Map();
    if (rows.length === 0) return;
    const day = businessDay(this.clock());
    await this.database.query(ADD, [day, JSON.stringify(rows)]);
    await this.database.query(FORGET, [day, DAYS_KEPT]);
  }

  private async flushQuietly(): Promise<void> {
    await this.flush().catch((error: unknown) =>
      this.log.warn({ err: error }, 'figures about rules and formulas were lost'),
    );
  }

  private count({ kind, key }: WorkName, milliseconds: number): void {
    const slot = `${kind} ${key}`;
    let counted = this.counted.get(slot);
    if (!counted) {
      if (this.counted.size >= COUNTED_MAX) return;
      counted = { kind, key, saves: 0, total: 0, max: 0, buckets: noBuckets() };
      this.counted.set(slot, counted);
    }
    counted.saves += 1;
    counted.total += milliseconds;
    counted.max = Math.max(counted.max, milliseconds);
    const at = bucketOf(milliseconds);
    counted.buckets[at] = (counted.buckets[at] ?? 0) + 1;
  }
}
