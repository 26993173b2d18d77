import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { Database } from '../database/database.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { ScanPointsWire } from './scan-point.wire.js';

type PointWire = ScanPointsWire['data'][number];
type DeviceWire = ScanPointsWire['devices'][number];

interface DeviceRow extends Omit<DeviceWire, 'lastPoint'>, Record<string, unknown> {
  readonly lastPoint: string;
}

interface WaitingRow extends Record<string, unknown> {
  readonly point: string;
  readonly device: string;
  readonly waiting: number;
}

const DEVICES_MAX = 500;

/** The last event of each account is found by an index, however many there are. */
const DEVICES = `
  SELECT u.id, u.login, u.name, u.active, last.received_at AS "lastScanAt", last.point AS "lastPoint",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', k.id, 'prefix', k.prefix, 'name', k.name,
                                                       'lastUsedAt', k.last_used_at, 'expiresAt', k.expires_at)
                                    ORDER BY k.created_at DESC)
                     FROM core.api_key k WHERE k.user_id = u.id AND k.revoked_at IS NULL), '[]') AS keys
    FROM core.user_account u
   CROSS JOIN LATERAL (SELECT e.received_at, e.point FROM core.scan_event e WHERE e.device = u.id
                        ORDER BY e.received_at DESC LIMIT 1) last
   ORDER BY last.received_at DESC, u.login LIMIT ${DEVICES_MAX}`;

const WAITING = `
  SELECT point, device, count(*)::int AS waiting FROM core.scan_event
   WHERE state IN ('exception', 'resolving') GROUP BY point, device`;

/** Where devices scan, which devices do, and how much of it waits for somebody. */
@Injectable()
export class ScanPoints {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  async list(): Promise<ScanPointsWire> {
    const release = await this.releases.current();
    const [devices, waiting] = await this.database.withSession((session) =>
      Promise.all([session.query<DeviceRow>(DEVICES), session.query<WaitingRow>(WAITING)]),
    );
    const sumBy = (column: 'point' | 'device') => sums(waiting.rows, column);
    return {
      data: pointsOf(release, sumBy('point')),
      devices: devices.rows.map((row) => deviceOf(row, release, sumBy('device'))),
    };
  }
}

function sums(rows: readonly WaitingRow[], column: 'point' | 'device'): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const row of rows) sum.set(row[column], (sum.get(row[column]) ?? 0) + row.waiting);
  return sum;
}

function pointsOf(release: CompiledRelease, waiting: ReadonlyMap<string, number>): PointWire[] {
  const known = [...release.scanPoints.values()].map(({ definition: { key, title, codes } }) => ({
    key,
    title,
    codes: codes.map(({ id, form }) => ({ id, form, title: titleOfForm(release, form) })),
    waiting: waiting.get(key) ?? 0,
  }));
  const gone = [...waiting].filter(([key]) => !release.scanPoints.has(key));
  return [...known, ...gone.map(([key, count]) => ({ key, title: null, codes: [], waiting: count }))];
}

function titleOfForm(release: CompiledRelease, form: string) {
  return release.models.get(form)?.definition.title ?? null;
}

function deviceOf(
  { lastPoint, ...row }: DeviceRow,
  release: CompiledRelease,
  waiting: ReadonlyMap<string, number>,
): DeviceWire {
  const title = release.scanPoints.get(lastPoint)?.definition.title ?? null;
  return { ...row, lastPoint: { key: lastPoint, title }, waiting: waiting.get(row.id) ?? 0 };
}
