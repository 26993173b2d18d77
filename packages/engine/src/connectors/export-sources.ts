import { Inject, Injectable } from '@nestjs/common';
import { maskRecord } from '@dougong/kernel/access';
import type { CompiledExport } from '@dougong/kernel/connectors';
import type { RecordData } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { noRight, Refusal } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK } from '../ports.js';
import { recordTables } from '../records/record-table.js';
import { VisibleRecords } from '../records/visible-record.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { voucherNumber } from '../registers/voucher-reader.js';
import type { Pipe } from './connector-book.js';

/** One thing that goes out, as formulas read it. */
export interface ExportSource {
  /** Our id of it. */
  readonly source: string;
  readonly version: number;
  /** The business day by which it is compared. */
  readonly day: string;
  readonly number: string | null;
  readonly record: RecordData;
}

export interface SourceQuestion {
  readonly pipe: Pipe;
  readonly export: CompiledExport;
  readonly subject: Subject;
  /** Exports begin with this day. */
  readonly since: string | null;
  /** What is older was looked at. */
  readonly through: string | null;
  /** One of them alone. */
  readonly only?: string;
}

const BATCH = 50;

/** Transactions take seconds; whatever was written so long ago is there to be seen. */
const LATE_COMMITS = '1 hour';

/** What is put is put again when it has changed; what is posted (`$3`) is posted once. */
const NOT_SENT = `
  NOT EXISTS (SELECT FROM core.connector_sent s WHERE s.connector = $1 AND s.pipeline = $2 AND s.source = x.source
                 AND (s.version >= x.version OR ($3 AND NOT s.skipped)))
  AND NOT EXISTS (SELECT FROM core.connector_letter l WHERE l.connector = $1 AND l.pipeline = $2 AND l.source = x.source
                 AND (l.state = 'open' OR (l.state = 'dismissed' AND ($3 OR x.changed_at < l.settled_at))))`;

const VOUCHERS = `
  SELECT x.* FROM (
    SELECT v.id::text AS source, 1 AS version, p.posted_at AS changed_at, v.business_date AS day, v.period, v.summary, v.total::text, p.source_type, p.source_id, p.source_code,
           (SELECT jsonb_agg(jsonb_build_object('side', l.side, 'account', l.account, 'title', l.title, 'amount', l.amount::text) ORDER BY l.line_no)
              FROM ledger.voucher_line l WHERE l.voucher_id = v.id) AS lines
      FROM ledger.voucher v JOIN ledger.posting p ON p.id = v.posting_id
     WHERE ($4::date IS NULL OR v.business_date >= $4) AND ($5::bigint IS NULL OR v.id > $5) AND ($6::bigint IS NULL OR v.id = $6)) x
   WHERE $6::bigint IS NOT NULL OR (${NOT_SENT}) ORDER BY x.source::bigint LIMIT ${BATCH}`;

const VOUCHERS_THROUGH = `
  SELECT max(v.id)::text AS through FROM ledger.voucher v JOIN ledger.posting p ON p.id = v.posting_id
   WHERE p.posted_at < $1::timestamptz - interval '${LATE_COMMITS}'`;

interface VoucherRow extends Record<string, unknown> {
  readonly source: string;
  readonly version: number;
  readonly day: string;
  readonly period: string;
  readonly summary: Readonly<Record<string, string>>;
  readonly total: string;
  readonly source_type: string;
  readonly source_id: string;
  readonly source_code: string | null;
  readonly lines: readonly {
    side: 'debit' | 'credit';
    account: string;
    title: Readonly<Record<string, string>>;
    amount: string;
  }[];
}

/** Finds what has not gone out yet. It goes by what was sent, not by a place in a list: what is committed late is not left out. */
@Injectable()
export class ExportSources {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly records: VisibleRecords,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The next ones, the oldest first. */
  next(question: SourceQuestion): Promise<readonly ExportSource[]> {
    return question.export.definition.from === 'vouchers' ? this.vouchers(question) : this.ofForm(question);
  }

  /** Through where nothing can come any more, once all of now has gone out. */
  async through({ export: each }: SourceQuestion): Promise<string | null> {
    const now = this.clock();
    if (each.definition.from === 'form') {
      const { rows } = await this.database.query<{ through: string }>(
        `SELECT $1::timestamptz - interval '${LATE_COMMITS}' AS through`,
        [now],
      );
      return rows[0]?.through ?? null;
    }
    const { rows } = await this.database.query<{ through: string | null }>(VOUCHERS_THROUGH, [now]);
    return rows[0]?.through ?? null;
  }

  private async vouchers({
    pipe,
    subject,
    since,
    through,
    only,
  }: SourceQuestion): Promise<readonly ExportSource[]> {
    if (!subject.rights.vouchers) throw noRight({ right: 'vouchers' });
    const { connector, pipeline } = pipe;
    const values = [connector, pipeline, true, since, through, only ?? null];
    const { rows } = await this.database.query<VoucherRow>(VOUCHERS, values);
    return rows.map(voucherOf);
  }

  private async ofForm(question: SourceQuestion): Promise<readonly ExportSource[]> {
    const ids = await this.idsOf(question);
    const model = question.export.form;
    const sources: ExportSource[] = [];
    const { form = '' } = question.export.definition;
    for (const { source, version, day } of ids) {
      const record = await this.seen(question.subject, form, source);
      if (record) sources.push({ source, version, day, number: numberIn(record, model), record });
    }
    return sources;
  }

  private async idsOf({ pipe, export: each, since, through, only }: SourceQuestion) {
    const { form = '', states = null, method } = each.definition;
    const model = (await this.releases.current()).models.get(form);
    if (!model) throw new Refusal(404, 'not_found');
    const { rows } = await this.database.query<{ source: string; version: number; day: string }>(
      `SELECT x.source, x.version, x.day FROM (
         SELECT r.id::text AS source, r.version, (r.created_at AT TIME ZONE 'Asia/Shanghai')::date AS day, r.updated_at AS changed_at
           FROM ${recordTables(model).header.name} r
          WHERE ($4::date IS NULL OR r.created_at >= $4::date) AND ($5::timestamptz IS NULL OR r.updated_at > $5)
            AND ($6::text[] IS NULL OR r.status = ANY ($6)) AND ($7::uuid IS NULL OR r.id = $7)) x
        WHERE $7::uuid IS NOT NULL OR (${NOT_SENT}) ORDER BY x.changed_at, x.source LIMIT ${BATCH}`,
      [pipe.connector, pipe.pipeline, method === 'POST', since, through, states, only ?? null],
    );
    return rows;
  }

  /** What the account may not see does not go out. */
  private async seen(subject: Subject, form: string, id: string): Promise<RecordData | undefined> {
    try {
      return await this.records.with({ subject, form, id }, ({ record, hidden, masked }) =>
        Promise.resolve(maskRecord(record, hidden, masked)),
      );
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }
}

/** What people call a record. */
function numberIn(record: RecordData, model: FormModel | undefined): string | null {
  const number = record[model?.definition.ui.codeField ?? 'number'];
  return typeof number === 'string' ? number : null;
}

function voucherOf(row: VoucherRow): ExportSource {
  const number = voucherNumber(row.period, row.source);
  return {
    source: row.source,
    version: row.version,
    day: row.day,
    number,
    record: {
      id: row.source,
      number,
      date: row.day,
      summary: row.summary['zh-CN'] ?? '',
      source_form: row.source_type,
      source_id: row.source_id,
      source_code: row.source_code,
      total: row.total,
      lines: row.lines.map(({ side, account, title, amount }) => ({
        account,
        account_title: title['zh-CN'] ?? '',
        side,
        amount,
        debit: side === 'debit' ? amount : null,
        credit: side === 'credit' ? amount : null,
      })),
    },
  };
}
