import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { UniqueKey } from '@dougong/kernel/metadata';
import { identifier, literal, Parameters } from '../database/sql-text.js';
import { conditionSql } from '../records/condition-sql.js';
import { recordTables } from '../records/record-table.js';

/** Indexes over several fields that a form declares, keys among them. */

export interface DeclaredIndexSql {
  /** Says what it is made of, so that a changed declaration is another index. */
  readonly name: string;
  readonly sql: string;
}

/** The declared indexes of a form; each statement may run again. */
export function declaredIndexes(
  release: Pick<CompiledRelease, 'models' | 'number'>,
  model: FormModel,
): readonly DeclaredIndexSql[] {
  const { unique = [], indexes = [] } = model.definition;
  const { header } = recordTables(model);
  const columns = (fields: readonly string[]) => fields.map(identifier).join(', ');
  return [
    ...unique.map((key) => {
      const name = uniqueIndexName(model.key, key);
      const where = key.where === undefined ? '' : ` WHERE ${whereSql(release, model, key.where)}`;
      return {
        name,
        sql: `${create('UNIQUE INDEX', name)} ON ${header.name} (${columns(key.fields)})${where}`,
      };
    }),
    ...indexes.map(({ id, fields }) => {
      const name = named(model.key, id, JSON.stringify(fields), 'ixs');
      return { name, sql: `${create('INDEX', name)} ON ${header.name} (${columns([...fields, 'id'])})` };
    }),
  ];
}

function create(what: string, name: string): string {
  return `CREATE ${what} IF NOT EXISTS ${identifier(name)}`;
}

/** The key that an index keeps, by the name of the index. */
export function uniqueKeyOf(model: FormModel, index: string): UniqueKey | undefined {
  return model.definition.unique?.find((key) => uniqueIndexName(model.key, key) === index);
}

function uniqueIndexName(form: string, { id, fields, where }: UniqueKey): string {
  return named(form, id, JSON.stringify([fields, where ?? true]), 'uqs');
}

/** An index knows its own row alone; the kernel has seen to it that the condition reads nothing else. */
function whereSql(
  release: Pick<CompiledRelease, 'models' | 'number'>,
  model: FormModel,
  where: NonNullable<UniqueKey['where']>,
): string {
  const alias = identifier(model.key);
  return conditionSql(where, { release, model, alias, parameters: new Constants(), occasion: {} });
}

/** Writes constants out: an index takes no parameters. */
class Constants extends Parameters {
  override add(value: unknown): string {
    return literal(value);
  }
}

const BARE_MAX = 40;

/** A name of at most 63 bytes with a checksum of all that it stands for. */
function named(form: string, id: string, content: string, suffix: string): string {
  return `${`${form}_${id}`.slice(0, BARE_MAX)}_${checksum(`${form} ${id} ${content}`)}_${suffix}`;
}

function checksum(text: string): string {
  let sum = 0xcbf29ce484222325n;
  for (const char of text)
    sum = ((sum ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return sum.toString(36);
}

/**
 * Drops the declared indexes of a release's forms that it does not declare any more: an old key would go on refusing
 * records. To be run by the owner once the release is in force.
 */
export function dropStaleIndexes(release: Pick<CompiledRelease, 'models' | 'number'>): readonly string[] {
  return [...release.models.values()].map((model) => {
    const kept = declaredIndexes(release, model).map(({ name }) => literal(name));
    const own = `ARRAY[${kept.join(', ')}]::text[]`;
    return (
      `DO $$ DECLARE stale name; BEGIN FOR stale IN ` +
      `SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid ` +
      `WHERE x.indrelid = to_regclass(${literal(recordTables(model).header.name)}) ` +
      `AND i.relname ~ '_(uqs|ixs)$' AND i.relname <> ALL(${own}) ` +
      `LOOP EXECUTE format('DROP INDEX IF EXISTS data.%I', stale); END LOOP; END $$`
    );
  });
}
