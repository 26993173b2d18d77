import { Inject, Injectable } from '@nestjs/common';
import { valueAtPlace } from '@dougong/kernel/connectors';
import type { CompiledExport } from '@dougong/kernel/connectors';
import { Decimal, isDecimalText } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { RunningJob } from '../jobs/running-job.js';
import { CLOCK } from '../ports.js';
import type { Pipe } from './connector-book.js';
import { ConnectorCalls } from './connector-calls.js';
import { RefusedThere } from './connector-failure.js';
import type { Connection } from './connector-settings.js';

export interface ComparisonCounts {
  readonly ours: number;
  readonly theirs: number;
  readonly missing: number;
  readonly unknown: number;
  readonly different: number;
}

interface Ours extends Record<string, unknown> {
  readonly key: string;
  readonly total: string | null;
}

const OURS = `
  SELECT coalesce(number, source) AS key, total FROM core.connector_sent
   WHERE connector = $1 AND pipeline = $2 AND day = $3 AND NOT skipped`;

const KEEP = `
  INSERT INTO core.connector_comparison (connector, pipeline, day, at, ours, theirs, missing, unknown, different)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (connector, pipeline, day) DO UPDATE
     SET at = EXCLUDED.at, ours = EXCLUDED.ours, theirs = EXCLUDED.theirs, missing = EXCLUDED.missing,
         unknown = EXCLUDED.unknown, different = EXCLUDED.different`;

/** More of them say no more than that something is wrong. */
const TOLD_MAX = 200;

/** Compares what was sent of a day with what the other side says that it has of it. */
@Injectable()
export class ComparisonRun {
  constructor(
    private readonly database: Database,
    private readonly calls: ConnectorCalls,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(
    job: RunningJob,
    connection: Connection,
    pipe: Pipe,
    each: CompiledExport,
    day: string,
  ): Promise<ComparisonCounts> {
    const theirs = await this.theirs(connection, each, day);
    const { rows } = await this.database.query<Ours>(OURS, [pipe.connector, pipe.pipeline, day]);
    const ours = new Map(rows.map(({ key, total }) => [key, total]));
    const missing = [...ours.keys()].filter((key) => !theirs.has(key)).toSorted();
    const unknown = [...theirs.keys()].filter((key) => !ours.has(key)).toSorted();
    const different = each.total
      ? [...ours].flatMap(([key, total]) =>
          theirs.has(key) && !isSame(total, theirs.get(key))
            ? [{ key, ours: total, theirs: theirs.get(key) ?? null }]
            : [],
        )
      : [];
    const lists = [missing, unknown, different].map((list) => JSON.stringify(list.slice(0, TOLD_MAX)));
    await job.chunk(async (session) => {
      const place = [pipe.connector, pipe.pipeline, day, this.clock()];
      await session.query(KEEP, [...place, ours.size, theirs.size, ...lists]);
      return { position: null, done: ours.size };
    });
    return {
      ours: ours.size,
      theirs: theirs.size,
      missing: missing.length,
      unknown: unknown.length,
      different: different.length,
    };
  }

  private async theirs(
    connection: Connection,
    { definition: { comparison } }: CompiledExport,
    day: string,
  ): Promise<ReadonlyMap<string, string | null>> {
    if (!comparison) throw new RefusedThere({ code: 'connector_no_comparison' });
    const { path, records, key, total } = comparison;
    const { json } = await this.calls.call(connection, {
      method: 'GET',
      path,
      query: { [comparison.day]: day },
    });
    const items = valueAtPlace(json, records);
    if (!Array.isArray(items))
      throw new RefusedThere({ code: 'connector_no_records', params: { place: records } });
    return new Map(
      items.flatMap((item) => {
        const name = textOf(valueAtPlace(item, key));
        return name === null ? [] : [[name, total ? textOf(valueAtPlace(item, total.at)) : null] as const];
      }),
    );
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** `8.5` is as much as `8.50`. */
function isSame(ours: string | null, theirs: string | null | undefined): boolean {
  if (typeof ours !== 'string' || typeof theirs !== 'string') return (ours ?? null) === (theirs ?? null);
  if (!isDecimalText(ours) || !isDecimalText(theirs)) return ours === theirs;
  return new Decimal(ours).equals(new Decimal(theirs));
}
