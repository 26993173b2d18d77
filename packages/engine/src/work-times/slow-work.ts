import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { CLOCK } from '../ports.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { noBuckets, quantileOf } from './time-buckets.js';
import { workNames } from './work-names.js';
import type { WorkName } from './work-names.js';
import { DAYS_KEPT, WorkTimes } from './work-times.js';

/** How long a rule or a computed field took in the saves of some days. */
export interface SlowWork extends WorkName {
  readonly saves: number;
  readonly totalMs: number;
  readonly averageMs: number;
  /** Nineteen of twenty saves took no longer. */
  readonly usualMs: number;
  readonly maxMs: number;
}

const MOST = 0.95;
const ROWS_MAX = 50_000;
const HUNDREDTHS = 100;

const READ = `
  SELECT kind, key, saves::float8 AS saves, total_ms AS "totalMs", max_ms AS "maxMs", buckets::float8[] AS buckets
    FROM core.work_time WHERE day > $1::date - $2::integer LIMIT ${ROWS_MAX}`;

interface Row extends Record<string, unknown> {
  readonly kind: string;
  readonly key: string;
  readonly saves: number;
  readonly totalMs: number;
  readonly maxMs: number;
  readonly buckets: readonly number[];
}

/** Tells which rules and computed fields take longest, over all processes and the days that are kept. */
@Injectable()
export class SlowWorks {
  constructor(
    private readonly database: Database,
    private readonly times: WorkTimes,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The slowest first. What the release in force has no more is left out. */
  async slowest(most: number): Promise<readonly SlowWork[]> {
    await this.times.flush();
    const { rows } = await this.database.query<Row>(READ, [businessDay(this.clock()), DAYS_KEPT]);
    const named = namesByKey(await this.releases.current());
    const works = [...merged(rows)].flatMap(([slot, row]) => {
      const name = named.get(slot);
      return name ? [workOf(name, row)] : [];
    });
    return works
      .toSorted((one, other) => other.usualMs - one.usualMs || other.totalMs - one.totalMs)
      .slice(0, most);
  }
}

const slotOf = ({ kind, key }: { readonly kind: string; readonly key: string }) => `${kind} ${key}`;

function namesByKey(release: CompiledRelease): ReadonlyMap<string, WorkName> {
  return new Map([...workNames(release).values()].map((name) => [slotOf(name), name]));
}

type Sum = Pick<Row, 'saves' | 'totalMs' | 'maxMs' | 'buckets'>;

function merged(rows: readonly Row[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const known = sums.get(slotOf(row)) ?? { saves: 0, totalMs: 0, maxMs: 0, buckets: noBuckets() };
    sums.set(slotOf(row), {
      saves: known.saves + row.saves,
      totalMs: known.totalMs + row.totalMs,
      maxMs: Math.max(known.maxMs, row.maxMs),
      buckets: known.buckets.map((count, at) => count + (row.buckets[at] ?? 0)),
    });
  }
  return sums;
}

function workOf(name: WorkName, { saves, totalMs, maxMs, buckets }: Sum): SlowWork {
  return {
    ...name,
    saves,
    totalMs: rounded(totalMs),
    averageMs: rounded(totalMs / Math.max(1, saves)),
    usualMs: rounded(quantileOf(buckets, MOST, maxMs)),
    maxMs: rounded(maxMs),
  };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * HUNDREDTHS) / HUNDREDTHS;
}
