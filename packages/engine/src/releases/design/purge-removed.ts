import { Inject, Injectable } from '@nestjs/common';
import { isBack } from '@dougong/kernel/forms';
import type { RemovedPart } from '@dougong/kernel/forms';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { identifier } from '../../database/sql-text.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { ReleaseRegistry } from '../release-registry.js';
import type { OwnerConnection } from '../tables/owner-connection.js';
import { PublishLock } from '../tables/publish-lock.js';
import { RemovedFields } from '../tables/removed-fields.js';
import type { KeptPart } from '../tables/removed-fields.js';
import { dataTable } from '../tables/table-objects.js';

export interface PartName {
  readonly form: string;
  readonly line?: string;
  readonly field?: string;
}

export interface PurgeRequest extends PartName {
  /** The name of the part once more, as a human being types it. */
  readonly confirm: string;
  readonly actor: string | null;
  readonly source: Partial<AuditSource>;
}

const PURGE_LOCK_MS = 1000;

/** Drops the data of what was removed, for good. It is the one thing in designing that nothing brings back. */
@Injectable()
export class PurgeRemoved {
  constructor(
    private readonly removed: RemovedFields,
    private readonly releases: ReleaseRegistry,
    private readonly lock: PublishLock,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal 404 when no such data is kept, 422 when the name is not confirmed, 409 when it is in use again. */
  async purge(request: PurgeRequest): Promise<void> {
    if (request.confirm !== partPath(request))
      throw new Refusal(422, 'purge_not_confirmed', [], { params: { name: partPath(request) } });
    await this.lock.hold(async (owner) => {
      const part = (await this.removed.list()).find((each) => partPath(each) === partPath(request));
      if (!part) throw new Refusal(404, 'not_found');
      const { models } = await this.releases.refresh();
      if (isBack(part, models))
        throw new Refusal(409, 'part_in_use', [], { params: { name: partPath(part) } });
      await refuseReferred(owner, part);
      await owner.again(part.form, () =>
        owner.transaction(PURGE_LOCK_MS, (session) => this.dropIn(session, part, request)),
      );
    });
  }

  private async dropIn(session: SqlSession, part: KeptPart, { actor, source }: PurgeRequest): Promise<void> {
    for (const statement of dropStatements(part)) await session.query(statement);
    await this.removed.forgetAll(session, part);
    await this.audit.write(session, {
      ...source,
      actor,
      action: 'purge',
      outcome: 'done',
      form: part.form,
      changes: [{ path: `/form/${partPath(part).replaceAll('.', '/')}`, old: part.definition }],
    });
  }
}

/** `bill`, `bill.amount`, `bill.rows.qty`. */
export function partPath({ form, line, field }: PartName): string {
  return [form, line, field].filter((each) => each !== undefined).join('.');
}

function dropStatements({ form, line, field, definition }: RemovedPart): readonly string[] {
  const table = dataTable(line === undefined ? form : `${form}__${line}`);
  if (field !== undefined) return [`ALTER TABLE ${table} DROP COLUMN IF EXISTS ${identifier(field)}`];
  if (line !== undefined) return [`DROP TABLE IF EXISTS ${table}`];
  return [...linesOf(definition as FormDefinition), form].map(
    (name) => `DROP TABLE IF EXISTS ${dataTable(name)}`,
  );
}

/** The tables of lines that a form has. */
function linesOf({ key, schema }: FormDefinition): readonly string[] {
  return Object.entries(schema.properties).flatMap(([field, { type }]) =>
    type === 'array' ? [`${key}__${field}`] : [],
  );
}

const REFERRING = `
  SELECT DISTINCT t.relname AS table, a.attname AS column
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
   WHERE c.contype = 'f' AND n.nspname = 'data' AND c.confrelid = to_regclass($1) AND t.relname <> $2 AND t.relname NOT LIKE $3`;

/** Other forms may keep references to the records of a form, in fields that were removed as well. */
async function refuseReferred(owner: OwnerConnection, { form, line, field }: RemovedPart): Promise<void> {
  if (line !== undefined || field !== undefined) return;
  const own = `${form.replaceAll('_', String.raw`\_`)}\\_\\_%`;
  const rows = await owner.query<{ table: string; column: string }>(REFERRING, [dataTable(form), form, own]);
  if (rows.length === 0) return;
  const by = rows.map(({ table, column }) => `${table}.${column}`);
  throw new Refusal(409, 'purge_referred', [], { params: { name: form, by } });
}
