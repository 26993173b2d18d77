import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import { soughtBy, wishOf } from '@dougong/kernel/scanning';
import type { CompiledScanCode, CompiledScanPoint, ScanWish } from '@dougong/kernel/scanning';
import type { AuditSource } from '../audit/audit-log.js';
import { CommandService } from '../commands/command-service.js';
import type { CommandDraft } from '../commands/command-run.js';
import { Database } from '../database/database.js';
import { identifier } from '../database/sql-text.js';
import { invalid, Refusal } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK } from '../ports.js';
import { recordTables } from '../records/record-table.js';
import { VisibleRecords } from '../records/visible-record.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { ScanEnd, StoredScan } from './scan-store.js';

/** In whose name a scan is carried out, and from where. */
export interface ScanActor {
  readonly subject: Subject;
  readonly source: AuditSource;
}

/** More than one record under a code is as good as none. */
const FOUND_MAX = 2;
const MINUTE_MS = 60_000;
/** Clocks of devices may be so far ahead. */
const AHEAD_MINUTES_MAX = 10;

interface Met {
  readonly code: CompiledScanCode;
  readonly record: StoredRecord;
}

/** Finds what a code names and has done what the scan point says, in the name of whoever scanned it. */
@Injectable()
export class ScanWork {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly records: VisibleRecords,
    private readonly commands: CommandService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Carries an event out. However often it is tried: what it does is done once.
   * @param code what should have been scanned, where somebody says so.
   */
  async carryOut(event: StoredScan, by: ScanActor, code = event.code): Promise<ScanEnd> {
    try {
      return await this.attempt(event, by, code);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { params } = error.options;
      return { failure: { code: error.code, issues: error.issues, ...(params ? { params } : {}) } };
    }
  }

  private async attempt(event: StoredScan, by: ScanActor, code: string): Promise<ScanEnd> {
    const now = this.clock();
    if (Date.parse(event.at) - Date.parse(now) > AHEAD_MINUTES_MAX * MINUTE_MS)
      throw new Refusal(422, 'scan_from_the_future', [], { params: { minutes: AHEAD_MINUTES_MAX } });
    const point = await this.pointOf(event.point);
    const met = await this.meet(point, by.subject, code);
    const scan = { code, at: event.at, device: event.login, quantity: event.quantity };
    const moment = { actor: by.subject.id, now, today: businessDay(now) };
    const { wish, issues } = wishOf(met.code, met.record, scan, moment);
    if (issues.length > 0) throw invalid(issues);
    return this.command(event, by, met, wish, code);
  }

  private async pointOf(key: string): Promise<CompiledScanPoint> {
    const known = (await this.releases.current()).scanPoints.get(key);
    const point = known ?? (await this.releases.refresh()).scanPoints.get(key);
    if (!point) throw new Refusal(422, 'unknown_scan_point', [], { params: { point: key } });
    return point;
  }

  /** The first kind of code that names a record decides. */
  private async meet(point: CompiledScanPoint, subject: Subject, text: string): Promise<Met> {
    for (const code of point.codes) {
      const sought = soughtBy(code, text);
      if (sought === undefined) continue;
      const [id, ...others] = await this.found(await this.releases.current(), code, sought);
      if (others.length > 0)
        throw new Refusal(409, 'scan_names_several', [], {
          params: { code: text, form: code.form.definition.title },
        });
      if (id === undefined) continue;
      const record = await this.records.with({ subject, form: code.form.key, id }, (seen) =>
        Promise.resolve(seen.record),
      );
      return { code, record };
    }
    throw new Refusal(404, 'scan_names_nothing', [], { params: { code: text } });
  }

  private async found(
    release: CompiledRelease,
    { form, field }: CompiledScanCode,
    sought: string,
  ): Promise<readonly string[]> {
    const table = recordTables(release.models.get(form.key) ?? form).header.name;
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${identifier(field.key)} = $1 LIMIT ${FOUND_MAX}`,
      [sought],
    );
    return rows.map(({ id }) => id);
  }

  private async command(
    event: StoredScan,
    { subject, source }: ScanActor,
    { code, record }: Met,
    wish: ScanWish,
    text: string,
  ): Promise<ScanEnd> {
    const command = draftOf(wish, code, record, event.id);
    const answer = await this.commands.execute({
      subject,
      ...source,
      command,
      action: wish.type === 'act' ? `act:${wish.action}` : wish.type === 'create' ? 'create' : 'update',
      idempotency: { key: `scan/${event.id}`, bodyHash: createHash('sha256').update(text).digest() },
    });
    const made = answer.record?.id;
    return { form: command.form, recordId: typeof made === 'string' ? made : command.id };
  }
}

/** A record that is made takes the id of its event, so no second one can be made of it. */
function draftOf(
  wish: ScanWish,
  { form }: CompiledScanCode,
  { id }: StoredRecord,
  eventId: string,
): CommandDraft {
  if (wish.type === 'create') return { type: 'create', form: wish.form, id: eventId, values: wish.values };
  if (wish.type === 'change') return { type: 'change', form: form.key, id, patch: wish.patch };
  const patch = Object.keys(wish.patch).length > 0 ? { patch: wish.patch } : {};
  return { type: 'act', form: form.key, id, action: wish.action, ...patch };
}
