import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { PublishRequest } from '../../src/releases/publisher.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import type { TestApp } from '../support/test-app.js';

/** Forms that change from release to release, and rows in their tables. */

export const title = (text: string) => ({ 'zh-CN': text, en: text });
export const text = (more: object = {}) => ({ type: 'string', 'x-title': title('Text'), ...more });
export const decimal = (scale = 2, more: object = {}) =>
  text({ format: 'decimal', 'x-scale': scale, ...more });
export const whole = (more: object = {}) => ({ type: 'integer', 'x-title': title('Whole'), ...more });
export const day = () => text({ format: 'date' });
export const choice = (...values: string[]) =>
  text({ enum: values, 'x-titles': values.map((each) => title(each)) });

/** Lines with columns. */
export const lines = (properties: object) => ({
  type: 'array',
  'x-title': title('Lines'),
  items: { type: 'object', properties },
});

/** A form whose fields stand in the order in which they are named. */
export function aForm(key: string, properties: object, more: object = {}): object {
  return {
    kind: 'form',
    format: 1,
    key,
    title: title(key),
    usage: 'master',
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: Object.keys(properties) },
    ...more,
  };
}

export const CHIEF = {
  kind: 'role',
  format: 1,
  key: 'chief',
  title: title('Chief'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
  system: ['design', 'administer', 'audit'],
};

/** Publishes these definitions and the role of whoever may do everything, after what is in force. */
export async function publish(
  engine: TestApp,
  forms: readonly object[],
  more: Partial<PublishRequest> = {},
): Promise<number> {
  const base = more.base ?? (await engine.get(ReleaseRegistry).refresh()).number;
  const definitions = [...forms, CHIEF] as unknown as Definition[];
  const { number } = await engine.get(Publisher).publish({ base, actor: null, ...more, definitions });
  return number;
}

/** Rows of a table, in order of their ids. */
export async function rowsOf<Row extends object>(engine: TestApp, sql: string): Promise<Row[]> {
  const { rows } = await engine.database.query<Row & Record<string, unknown>>(sql);
  return rows;
}

/** What stands in the schema `data`, by name; what only a publish under way needs would be among it. */
export async function standing(engine: TestApp, table: string): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(
    engine,
    `SELECT 'column ' || a.attname || ' ' || format_type(a.atttypid, NULL) AS name FROM pg_attribute a
      WHERE a.attrelid = to_regclass('data.${table}') AND a.attnum > 0 AND NOT a.attisdropped
     UNION ALL SELECT 'index ' || c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = to_regclass('data.${table}')
     UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger t WHERE t.tgrelid = to_regclass('data.${table}') AND NOT t.tgisinternal
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Puts rows into a form's own table, as commands would have made them. */
export async function fillRows(
  engine: TestApp,
  table: string,
  values: Readonly<Record<string, string>>,
  count: number,
): Promise<void> {
  const names = Object.keys(values);
  await engine.database.query(
    `INSERT INTO data.${table} (id, version, created_at, created_by, updated_at, updated_by${names.map((name) => `, ${name}`).join('')})
     SELECT gen_random_uuid(), 1, now(), u.id, now(), u.id${names.map((name) => `, ${values[name]}`).join('')}
       FROM generate_series(1, ${count}) n, (SELECT id FROM core.user_account LIMIT 1) u`,
  );
}
