import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Clock, Language } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { Parameters } from '../database/sql-text.js';
import { findingToWire } from '../expressions/wire-findings.js';
import { notFound, Refusal } from '../http/refusal.js';
import { CLOCK } from '../ports.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../records/page-cursor.js';
import { badQuery } from '../records/query-refusal.js';
import { limitParameter, textParameter, uuidParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { isScalarOf, isUuid } from '../records/sql-scalars.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { SCAN_STATES } from './scan.wire.js';
import type { ScanEventsWire, ScanEventWire } from './scan.wire.js';
import { ScanStore } from './scan-store.js';
import type { ScanFailure, ScanSettled, StoredScan } from './scan-store.js';
import { ScanWork } from './scan-work.js';
import type { ScanActor } from './scan-work.js';
import { causeOf } from './scans.js';

interface Row
  extends
    Omit<ScanEventWire, 'device' | 'point' | 'settledBy' | 'issues' | 'cause'>,
    Record<string, unknown> {
  readonly point: string;
  readonly device: ScanEventWire['device'];
  readonly settledBy: ScanEventWire['settledBy'];
  readonly failure: ScanFailure | null;
}

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

const LISTED = `
  SELECT e.id, e.event, e.point, e.code, e.quantity::text, e.at, e.received_at AS "receivedAt", e.state, e.failure, e.form,
         e.record_id AS "recordId", e.settled_at AS "settledAt", e.note,
         jsonb_build_object('id', d.id, 'login', d.login, 'name', d.name) AS device,
         CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('id', s.id, 'name', s.name) END AS "settledBy"
    FROM core.scan_event e JOIN core.user_account d ON d.id = e.device LEFT JOIN core.user_account s ON s.id = e.settled_by`;

/** Events of which nothing came, and what people do about them. */
@Injectable()
export class ScanExceptions {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly store: ScanStore,
    private readonly work: ScanWork,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A page of events in one state, those that wait for somebody unless said otherwise; the newest first. */
  async page(query: RawQuery, language: Language): Promise<ScanEventsWire> {
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const state = wordParameter(query, 'state', SCAN_STATES) ?? 'exception';
    const point = textParameter(query, 'point');
    const device = uuidParameter(query, 'device');
    const fingerprint = fingerprintOf(['scan-events', state, point ?? null, device ?? null]);
    const parameters = new Parameters();
    const conditions = [`e.state = ${parameters.add(state)}`];
    if (point !== undefined) conditions.push(`e.point = ${parameters.add(point)}`);
    if (device !== undefined) conditions.push(`e.device = ${parameters.add(device)}`);
    const after = textParameter(query, 'cursor');
    if (after !== undefined) conditions.push(beyond(decodeCursor(after, fingerprint), parameters));
    const text = `${LISTED} WHERE ${conditions.join(' AND ')} ORDER BY e.received_at DESC, e.id DESC LIMIT ${parameters.add(limit + 1)}`;
    const { rows } = await this.database.query<Row>(text, parameters.values);
    const release = await this.releases.current();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      data: rows.slice(0, limit).map((row) => wireOf(row, release, language)),
      ...(last ? { nextCursor: encodeCursor(fingerprint, [last.receivedAt, last.id]) } : {}),
    };
  }

  /** Carries an event out in the name of a person, with the code that should have been scanned if he says one. */
  async resolve(
    id: string,
    by: ScanActor,
    code: string | undefined,
    language: Language,
  ): Promise<ScanEventWire> {
    const event = await this.open(id);
    const { subject } = by;
    if (!(await this.store.begin(id, this.clock(), subject.id))) throw new Refusal(409, 'scan_settled');
    const end = await this.work.carryOut(event, by, code).catch(async (error: unknown) => {
      await this.store.letGo(
        id,
        event.failure ?? { code: 'scan_names_nothing', params: { code: event.code } },
      );
      throw error;
    });
    if ('failure' in end) {
      await this.store.letGo(id, end.failure);
      const { code: reason, issues, params } = end.failure;
      throw new Refusal(422, reason, issues ?? [], params ? { params } : {});
    }
    await this.settle(event, by, {
      id,
      from: 'resolving',
      state: 'resolved',
      ...end,
      at: this.clock(),
      by: subject.id,
      note: code ?? null,
    });
    return this.read(id, language);
  }

  /** Lets an event be, for a reason that stays with it. */
  async dismiss(id: string, by: ScanActor, reason: string, language: Language): Promise<ScanEventWire> {
    const event = await this.open(id);
    await this.settle(event, by, {
      id,
      from: 'exception',
      state: 'dismissed',
      form: null,
      recordId: null,
      at: this.clock(),
      by: by.subject.id,
      note: reason,
    });
    return this.read(id, language);
  }

  private async open(id: string): Promise<StoredScan> {
    const event = await this.store.find(id);
    if (!event) throw notFound();
    if (event.state !== 'exception' && event.state !== 'resolving') throw new Refusal(409, 'scan_settled');
    return event;
  }

  private settle(event: StoredScan, { subject, source }: ScanActor, end: ScanSettled): Promise<void> {
    return this.database.transaction(async (session) => {
      if (!(await this.store.settle(session, end))) throw new Refusal(409, 'scan_settled');
      const place = end.form === null ? {} : { form: end.form };
      const record = end.recordId === null ? {} : { recordId: end.recordId };
      await this.audit.write(session, {
        ...source,
        ...place,
        ...record,
        actor: subject.id,
        action: `scan:${end.state}`,
        outcome: 'done',
        changes: [{ path: `/scan-events/${event.id}`, old: event.code, new: end.note }],
      });
    });
  }

  private async read(id: string, language: Language): Promise<ScanEventWire> {
    const { rows } = await this.database.query<Row>(`${LISTED} WHERE e.id = $1`, [id]);
    if (!rows[0]) throw notFound();
    return wireOf(rows[0], await this.releases.current(), language);
  }
}

function beyond([at, id]: readonly [unknown, string], parameters: Parameters): string {
  if (typeof at !== 'string' || !isScalarOf('timestamptz', at) || !isUuid(id))
    throw badQuery('bad_cursor', ['cursor']);
  return `(e.received_at, e.id) < (${parameters.add(at)}::timestamptz, ${parameters.add(id)}::uuid)`;
}

function wireOf(
  { failure, point, ...row }: Row,
  release: CompiledRelease,
  language: Language,
): ScanEventWire {
  return {
    ...row,
    point: { key: point, title: release.scanPoints.get(point)?.definition.title ?? null },
    issues: (failure?.issues ?? []).map((found) => findingToWire(found, language)),
    ...(failure ? { cause: causeOf(failure, language) } : {}),
  };
}
