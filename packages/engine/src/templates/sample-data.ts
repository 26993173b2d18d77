import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Issue, Localized } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { CommandService } from '../commands/command-service.js';
import type { CommandDraft } from '../commands/command-run.js';
import { Database } from '../database/database.js';
import { identifier } from '../database/sql-text.js';
import { Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import type { Subject } from '../identity/subject.js';
import { DIMENSION_SLOTS } from '../registers/ledger-columns.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { reasonsFor, reversingActions } from './reversing-actions.js';
import type { ChangeSource } from './template-changes.js';

/** A sample record that stays, and why. */
export interface KeptRecord {
  readonly form: string;
  readonly title: Localized;
  readonly id: string;
  readonly ref: string;
  /** Whether its postings are taken back: the document stays, its effect is gone. */
  readonly reversed: boolean;
  readonly reason: Issue;
}

export interface ClearedSamples {
  readonly template: string | null;
  /** Sample records that there were. */
  readonly found: number;
  readonly removed: number;
  readonly kept: readonly KeptRecord[];
}

interface SampleRow {
  readonly template: string;
  readonly form: string;
  readonly ref: string;
  readonly id: string;
  readonly posted: boolean;
  /** Whether it was reversed before. */
  readonly reversed: boolean;
  readonly [column: string]: unknown;
}

const SAMPLES = `
  SELECT s.template, s.form, s.ref, s.record_id AS id,
         EXISTS (SELECT FROM ledger.posting p WHERE p.source_id = s.record_id AND p.source_type = s.form) AS posted,
         EXISTS (SELECT FROM ledger.posting p WHERE p.source_id = s.record_id AND p.kind = 'reverse') AS reversed
    FROM core.seed_ref s WHERE s.demo AND ($1::text IS NULL OR s.template = $1) ORDER BY s.position DESC`;

const IN_LEDGER = `
  SELECT DISTINCT v.id FROM ledger.register_key k,
         LATERAL unnest(ARRAY[${DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ')}]) v(id)
   WHERE v.id = ANY ($1::text[])`;

/**
 * Takes sample data away, exactly that which was loaded as such, the last one first and through the same commands as anybody's.
 * Documents in the ledger are reversed by their own actions and stay, for the ledger must stay explicable; what the ledger or
 * other records name stays too. Each that stays is named with its reason.
 */
@Injectable()
export class SampleData {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly commands: CommandService,
    private readonly audit: AuditLog,
  ) {}

  /** Sample records by form: how many, and how many of them stand in the ledger. */
  async count(
    template: string | null,
  ): Promise<readonly { form: string; records: number; posted: number }[]> {
    const { rows } = await this.database.query<SampleRow>(SAMPLES, [template]);
    const forms = new Map<string, { form: string; records: number; posted: number }>();
    for (const { form, posted } of rows) {
      const known = forms.get(form) ?? { form, records: 0, posted: 0 };
      forms.set(form, { form, records: known.records + 1, posted: known.posted + (posted ? 1 : 0) });
    }
    return [...forms.values()];
  }

  /** @param template only the samples of this one; of all when null. */
  async clear(template: string | null, subject: Subject, source: ChangeSource): Promise<ClearedSamples> {
    const release = await this.releases.refresh();
    const { rows } = await this.database.query<SampleRow>(SAMPLES, [template]);
    const inLedger = await this.namedInLedger(rows.map(({ id }) => id));
    const kept: KeptRecord[] = [];
    let removed = 0;
    for (const row of rows) {
      const stays = await this.clearOne(row, inLedger.has(row.id), { release, subject, source });
      if (stays) kept.push(stays);
      else removed += 1;
    }
    await this.finish(template, removed, kept, source);
    return { template, found: rows.length, removed, kept };
  }

  private async namedInLedger(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.query<{ id: string }>(IN_LEDGER, [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  private async clearOne(
    row: SampleRow,
    isNamed: boolean,
    work: ClearingWork,
  ): Promise<KeptRecord | undefined> {
    const { models } = work.release;
    const title = models.get(row.form)?.definition.title ?? { 'zh-CN': row.form, en: row.form };
    const kept = { form: row.form, title, id: row.id, ref: row.ref, reversed: false };
    if (!models.has(row.form)) return { ...kept, reason: issue('sample_without_form') };
    if (!(await this.exists(row))) return this.forget(row);
    if (row.posted) {
      const reversed = row.reversed || (await this.reverse(row, work));
      return { ...kept, reversed, reason: issue(reversed ? 'sample_reversed' : 'sample_posted') };
    }
    if (isNamed) return { ...kept, reason: issue('sample_in_ledger') };
    const refused = await this.attempt(
      { type: 'delete', form: row.form, id: row.id, force: true },
      'delete',
      work,
    );
    return refused ? { ...kept, reason: refused } : this.forget(row);
  }

  private async exists({ form, id }: SampleRow): Promise<boolean> {
    const { rowCount } = await this.database.query(`SELECT FROM data.${identifier(form)} WHERE id = $1`, [
      id,
    ]);
    return rowCount === 1;
  }

  private async forget({ template, form, ref }: SampleRow): Promise<undefined> {
    await this.database.query('DELETE FROM core.seed_ref WHERE template = $1 AND form = $2 AND ref = $3', [
      template,
      form,
      ref,
    ]);
  }

  /** Takes the first action of the form that reverses and that the document's state allows. */
  private async reverse({ form, id }: SampleRow, work: ClearingWork): Promise<boolean> {
    const reason = sentence('sample_cleared', {}, work.subject.language);
    for (const action of reversingActions(work.release, form)) {
      const patch = reasonsFor(work.release, form, action, reason);
      const command = { type: 'act', form, id, action: action.id, patch } as const;
      const refused = await this.attempt(command, `act:${action.id}`, work);
      if (!refused) return true;
    }
    return false;
  }

  /** The reason why a command was refused; undefined when it was carried out. */
  private async attempt(
    command: CommandDraft,
    action: string,
    { subject, source }: ClearingWork,
  ): Promise<Issue | undefined> {
    const { ip, requestId } = source;
    const from = { ...(ip === undefined ? {} : { ip }), ...(requestId === undefined ? {} : { requestId }) };
    try {
      await this.commands.execute({ subject, command, action, channel: source.channel ?? 'api', ...from });
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.issues[0] ?? { code: error.code, path: '', params: error.options.params ?? {} };
    }
  }

  /** Samples that were cleared do not come back with the next upgrade. */
  private async finish(
    template: string | null,
    removed: number,
    kept: readonly KeptRecord[],
    { actor, ...source }: ChangeSource,
  ): Promise<void> {
    await this.database.transaction(async (session) => {
      await session.query(
        'UPDATE core.installed_template SET demo = false WHERE demo AND ($1::text IS NULL OR key = $1)',
        [template],
      );
      await this.audit.write(session, {
        ...source,
        actor,
        action: 'template:clear_samples',
        outcome: 'done',
        changes: [
          { path: '/removed', after: removed },
          { path: '/kept', after: kept.length },
        ],
      });
    });
  }
}

interface ClearingWork {
  readonly release: CompiledRelease;
  readonly subject: Subject;
  readonly source: ChangeSource;
}
