import { Injectable } from '@nestjs/common';
import type { Change, DescribedDefinition } from '@dougong/kernel/changes';
import { isJsonRecord } from '@dougong/kernel/foundation';
import type { Localized } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { Database } from '../../database/database.js';
import { identifier } from '../../database/sql-text.js';
import { Refusal } from '../../http/refusal.js';
import { RetypePreviews } from '../design/retype-preview.js';
import type { FormImpactWire } from './impact.wire.js';

/** Above so many rows the planner's estimate is told: counting would read the whole table. */
const COUNTED_ROWS_MAX = 200_000;

const SIZE = `
  SELECT c.relname AS name, greatest(c.reltuples, 0)::bigint::text AS rows,
         ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'data' AND c.relkind = 'r' AND c.relname = ANY($1)`;

interface SizeRow {
  readonly name: string;
  readonly rows: string;
  readonly columns: readonly string[];
  readonly [column: string]: unknown;
}

type FieldImpact = FormImpactWire['fields'][number];

const CHANGES: Readonly<Record<string, FieldImpact['change']>> = {
  field_added: 'added',
  field_removed: 'removed',
  field_retyped: 'retyped',
};

/** Which tables a publish touches, and how much stands in them. */
@Injectable()
export class FormImpacts {
  constructor(
    private readonly database: Database,
    private readonly previews: RetypePreviews,
  ) {}

  /** Of each form whose fields come, go or change their type, or that comes or goes itself. */
  async read(
    described: readonly DescribedDefinition[],
    after: readonly Definition[],
  ): Promise<FormImpactWire[]> {
    const forms = described.filter(
      ({ kind, change, changes }) => kind === 'form' && (change !== 'changed' || changes.some(touchesTable)),
    );
    const found: FormImpactWire[] = [];
    for (const form of forms)
      found.push(
        await this.impactOf(
          form,
          after.find((each) => each.kind === 'form' && each.key === form.key),
        ),
      );
    return found;
  }

  private async impactOf(
    { key, title, change, changes }: DescribedDefinition,
    after: Definition | undefined,
  ): Promise<FormImpactWire> {
    const size = await this.sizeOf(key);
    const fields: FieldImpact[] = [];
    for (const each of changes.filter(touchesTable))
      fields.push({
        ...(await this.fieldOf(key, each, size)),
        ...(await this.retypeOf(key, each, size, after)),
      });
    return {
      key,
      title,
      change,
      rows: size.rows,
      estimated: size.estimated,
      fields: change === 'changed' ? fields : [],
    };
  }

  private async fieldOf(form: string, change: Change, size: TableSize): Promise<FieldImpact> {
    const names = change.path
      .split('/')
      .slice(1)
      .filter((name) => !STRUCTURE.has(name));
    const head: FieldImpact = {
      path: names.join('.'),
      title: titleOf(change, names.at(-1) ?? ''),
      change: CHANGES[change.what] ?? 'retyped',
    };
    const [column] = names;
    const isCounted = names.length === 1 && head.change !== 'added' && !size.estimated;
    if (!isCounted || column === undefined || !size.columns.includes(column)) return head;
    const { rows } = await this.database.query<{ count: number }>(
      `SELECT count(${identifier(column)})::integer AS count FROM data.${identifier(form)}`,
    );
    return { ...head, values: rows[0]?.count ?? 0 };
  }

  /** What another type makes of the values there are; of a large table that is asked for by itself. */
  private async retypeOf(
    form: string,
    { what, path }: Change,
    size: TableSize,
    after: Definition | undefined,
  ): Promise<Pick<FieldImpact, 'converts' | 'fails'>> {
    if (what !== 'field_retyped' || size.estimated || size.rows === 0) return {};
    const names = path.split('/').slice(1);
    const schema = names.slice(0, -1).reduce<unknown>(childOf, after);
    const field = names.filter((name) => !STRUCTURE.has(name)).join('.');
    try {
      const { converts, fails } = await this.previews.preview(form, field, schema);
      return { converts, fails };
    } catch (error) {
      // An unfinished draft: the check says what is wrong with it.
      if (error instanceof Refusal) return {};
      throw error;
    }
  }

  /** The table of a form; a form that was never published has none. */
  private async sizeOf(form: string): Promise<TableSize> {
    const { rows } = await this.database.query<SizeRow>(SIZE, [[form]]);
    const [table] = rows;
    if (!table) return { rows: 0, estimated: false, columns: [] };
    const estimate = Number.parseInt(table.rows, 10);
    if (estimate > COUNTED_ROWS_MAX) return { rows: estimate, estimated: true, columns: table.columns };
    const counted = await this.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM (SELECT 1 FROM data.${identifier(form)} LIMIT ${COUNTED_ROWS_MAX + 1}) r`,
    );
    const count = counted.rows[0]?.count ?? 0;
    return { rows: count, estimated: count > COUNTED_ROWS_MAX, columns: table.columns };
  }
}

interface TableSize {
  readonly rows: number;
  readonly estimated: boolean;
  readonly columns: readonly string[];
}

/** Parts of a pointer that lead through the structure and name no field. */
const STRUCTURE: ReadonlySet<string> = new Set(['schema', 'properties', 'items', 'fieldType']);

function childOf(holder: unknown, name: string): unknown {
  return isJsonRecord(holder) ? holder[name] : undefined;
}

function touchesTable({ what }: Change): boolean {
  return Object.hasOwn(CHANGES, what);
}

function titleOf({ params, path }: Change, key: string): Localized {
  return params['name'] ?? params['place'] ?? { 'zh-CN': key || path, en: key || path };
}
