import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { isBack, removedParts, takenKeys } from '@dougong/kernel/forms';
import type { RemovedPart } from '@dougong/kernel/forms';
import type { Clock } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { CLOCK } from '../../ports.js';
import { fieldPlace } from './conversions.js';

/** A removed part as its table keeps it. */
export type KeptPart = RemovedPart & {
  /** The first release without it. */
  readonly release: number;
  readonly removedAt: string;
  readonly removedBy: string | null;
};

interface Row {
  readonly form: string;
  readonly line: string;
  readonly field: string;
  readonly definition: RemovedPart['definition'];
  readonly release: number;
  readonly removedAt: string;
  readonly removedBy: string | null;
  readonly [column: string]: unknown;
}

const READ = `
  SELECT form, line, field, definition, release, removed_at AS "removedAt", removed_by AS "removedBy"
    FROM core.removed_field ORDER BY form, line, field`;

/** What was removed from forms while its data is kept, until it is put back or purged. */
@Injectable()
export class RemovedFields {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(): Promise<readonly KeptPart[]> {
    const { rows } = await this.database.query<Row>(READ);
    return rows.map(({ form, line, field, ...others }) => ({
      ...others,
      form,
      ...(line === '' ? {} : { line }),
      ...(field === '' ? {} : { field }),
    }));
  }

  /** A key stands for its kept data: a field of another type needs another key, or the data must be purged first. */
  async findings({ models }: Pick<CompiledRelease, 'models'>): Promise<readonly ReleaseFinding[]> {
    return takenKeys(await this.list(), models).map(({ form, line, field }) => ({
      ...issue('key_of_removed_data', fieldPlace({ key: field, ...(line === undefined ? {} : { line }) }), {
        field,
      }),
      definition: { kind: 'form', key: form },
    }));
  }

  /** With the switch: what is gone is kept from now on, and what is back is a part like any other. */
  async note(
    session: SqlSession,
    before: CompiledRelease,
    after: CompiledRelease,
    actor: string | null,
  ): Promise<void> {
    const kept = await session.query<Row>(READ);
    const back = kept.rows.filter(({ form, line, field }) =>
      isBack({ form, ...(line === '' ? {} : { line }), ...(field === '' ? {} : { field }) }, after.models),
    );
    for (const { form, line, field } of back) await this.forget(session, form, line, field);
    for (const { form, line = '', field = '', definition } of removedParts(before.models, after.models)) {
      await session.query(
        `INSERT INTO core.removed_field (form, line, field, definition, release, removed_at, removed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (form, line, field) DO NOTHING`,
        [form, line, field, JSON.stringify(definition), after.number, this.clock(), actor],
      );
    }
  }

  /** A part and what was removed of it before. */
  async forgetAll(
    session: SqlSession,
    { form, line, field }: Omit<RemovedPart, 'definition'>,
  ): Promise<void> {
    await session.query(
      `DELETE FROM core.removed_field
        WHERE form = $1 AND ($2::text IS NULL AND $3::text IS NULL
              OR line = coalesce($2, '') AND ($3::text IS NULL OR field = $3))`,
      [form, line ?? null, field ?? null],
    );
  }

  private async forget(session: SqlSession, form: string, line: string, field: string): Promise<void> {
    await session.query('DELETE FROM core.removed_field WHERE form = $1 AND line = $2 AND field = $3', [
      form,
      line,
      field,
    ]);
  }
}
