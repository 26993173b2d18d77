import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { UniqueKey } from '@dougong/kernel/metadata';
import { identifier, literal, Parameters } from '../database/sql-text.js';
import { conditionSql } from '../records/condition-sql.js';
import type { TableIndex } from './tables/table-index.js';

/** Indexes over several fields that a form declares, keys among them. */

/** The declared indexes of a form. */
export function declaredIndexes(
  release: Pick<CompiledRelease, 'models' | 'number'>,
  model: FormModel,
): readonly TableIndex[] {
  const { unique = [], indexes = [] } = model.definition;
  return [
    ...unique.map((key) => ({
      name: uniqueIndexName(model.key, key),
      columns: key.fields,
      unique: true,
      ...(key.where === undefined ? {} : { where: whereSql(release, model, key.where) }),
    })),
    ...indexes.map(({ id, fields }) => ({
      name: named(model.key, id, JSON.stringify(fields), 'ixs'),
      columns: [...fields, 'id'],
      unique: false,
    })),
  ];
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
