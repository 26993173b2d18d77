import type { ReleaseFinding } from '@dougong/kernel/commands';
import { issue, pointer } from '@dougong/kernel/foundation';
import { uniqueKeyOf } from '../declared-indexes.js';
import { fieldPlace } from './conversions.js';
import type { Conversion } from './conversions.js';
import { desiredTables } from './desired-tables.js';
import type { TablesOf } from './desired-tables.js';
import type { TableIndex } from './table-index.js';
import { EXAMPLES_MAX, fillAfter, fillLeft, FILL_ROWS } from './fill-shadow.js';
import type { FillResult, Unconverted } from './fill-shadow.js';
import type { OwnerConnection } from './owner-connection.js';
import { dataTable } from './table-objects.js';
import { isLeft, leftIndexStatements, statementsOf } from './table-sql.js';
import type { TableStep } from './table-steps.js';

/** Tells how far a step has come. */
export type StepProgress = (done: number, total: number) => Promise<void>;

/** Values of a field that its new definition does not take. */
export class NotConverted extends Error {
  constructor(
    readonly conversion: Conversion,
    readonly count: number,
    readonly examples: readonly Unconverted[],
  ) {
    super(`${count} rows of ${conversion.table} do not convert`);
  }
}

/** Values that two records share although they are to be unique. */
export class NotUnique extends Error {
  constructor(
    readonly table: string,
    readonly index: TableIndex,
  ) {
    super(`${index.name} of ${table} is not unique`);
  }
}

/** Carries one step out; it may have been carried out before, in part or wholly. */
export async function runStep(owner: OwnerConnection, step: TableStep, tell: StepProgress): Promise<void> {
  if (step.kind === 'fill_shadow') return fillShadow(owner, step.conversion, tell);
  for (const { text, isPatient } of statementsOf(step)) {
    try {
      await owner.alter(text, step.table, isPatient);
    } catch (error) {
      throw meaningOf(error, step);
    }
  }
}

const NOT_UNIQUE = '23505';

function meaningOf(error: unknown, step: TableStep): unknown {
  const isRepeated = (error as { code?: unknown }).code === NOT_UNIQUE;
  return isRepeated && step.kind === 'build_index' ? new NotUnique(step.table, step.index) : error;
}

/** So few rows may be left for the moment of the switch: nobody notices how long they take. */
export const LEFT_MAX = 200;
/** Writers may bring new rows as fast as they are converted, but not for ever. */
const ROUNDS_MAX = 1000;

/**
 * Converts the values of a field, a few thousand rows at a time, each in a transaction of its own; those who write meanwhile leave
 * rows to be converted again, until so few are left that the switch can take them along.
 */
async function fillShadow(owner: OwnerConnection, conversion: Conversion, tell: StepProgress): Promise<void> {
  const total = await countLeft(owner, conversion);
  const failed: FillResult[] = [];
  let after: string | undefined;
  for (let done = 0; ;) {
    const result = await owner.again(conversion.table, () => fillAfter(owner.client, conversion, after));
    if (result.failed > 0) failed.push(result);
    done += result.rows;
    await tell(done, Math.max(done, total));
    if (result.rows < FILL_ROWS) break;
    after = result.last;
  }
  if (failed.length > 0) throw notConverted(conversion, failed);
  for (const { text, isPatient } of leftIndexStatements(conversion))
    await owner.alter(text, conversion.table, isPatient);
  await fillRest(owner, conversion);
}

/** Converts what was written meanwhile, until little of it is left. */
export async function fillRest(owner: OwnerConnection, conversion: Conversion): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const result = await owner.again(conversion.table, () => fillLeft(owner.client, conversion, FILL_ROWS));
    if (result.failed > 0) throw notConverted(conversion, [result]);
    if (result.rows <= LEFT_MAX) return;
  }
}

export function notConverted(conversion: Conversion, results: readonly FillResult[]): NotConverted {
  const count = results.reduce((sum, { failed }) => sum + failed, 0);
  const examples = results.flatMap((each) => each.examples).slice(0, EXAMPLES_MAX);
  return new NotConverted(conversion, count, examples);
}

async function countLeft(owner: OwnerConnection, conversion: Conversion): Promise<number> {
  const rows = await owner.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM ${dataTable(conversion.table)} WHERE ${isLeft(conversion)}`,
  );
  return rows[0]?.count ?? 0;
}

/** What a designer is told when values stand in the way of a publish; `undefined` where it is something else. */
export function findingOf(error: unknown, release: TablesOf): ReleaseFinding | undefined {
  if (error instanceof NotConverted) {
    const { conversion, count, examples } = error;
    const params = { field: conversion.to.path, title: conversion.to.title, count, examples };
    return {
      ...issue('retype_fails', fieldPlace(conversion.to), params),
      definition: { kind: 'form', key: conversion.form },
    };
  }
  return error instanceof NotUnique ? repeatedValues(error, release) : undefined;
}

/** Rows that are there already stand in the way of a new key: which key, and of which form. */
function repeatedValues({ table, index }: NotUnique, release: TablesOf): ReleaseFinding | undefined {
  const { form, line } = desiredTables(release).find((each) => each.table === table) ?? {};
  const model = form === undefined ? undefined : release.models.get(form);
  if (!model) return undefined;
  const key = uniqueKeyOf(model, index.name);
  const [field = ''] = index.columns;
  const path = key
    ? pointer('/unique', (model.definition.unique ?? []).indexOf(key))
    : pointer(fieldPlace({ key: field, ...(line === undefined ? {} : { line }) }), 'x-unique');
  const fields = key?.fields ?? [line === undefined ? field : `${line}.${field}`];
  const params = { form: model.title, fields: fields.map((each) => model.field(each)?.title ?? each) };
  return { ...issue('unique_has_duplicates', path, params), definition: { kind: 'form', key: model.key } };
}
