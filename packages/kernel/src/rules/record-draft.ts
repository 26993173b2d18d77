import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { compileCondition } from '../expression/index.js';
import type { CompiledCondition, EvaluationInput, RecordData } from '../expression/index.js';
import { rowsOf } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { Condition, Formula, Key } from '../metadata/index.js';
import { scopeOf } from './action-part.js';
import type { ActionEnvironment, RecordTouch } from './action-part.js';
import { compileValues } from './compile-values.js';
import type { CompiledValues } from './compile-values.js';
import type { RecordDraft } from './rule-effect.js';

const closed = { additionalProperties: false };

const DraftLines = Type.Object(
  {
    /** Table of the new record. */
    into: Key,
    /** Table of the record at hand: one new line for each of its lines. */
    from: Key,
    where: Type.Optional(Condition),
    /** Field of the new line -> formula over the line at hand. */
    values: Type.Record(Key, Formula),
  },
  closed,
);

/** How an action describes a record to be made. */
export const draftProperties = {
  form: Key,
  /** Field of the new record -> formula over the record at hand. */
  values: Type.Record(Key, Formula),
  lines: Type.Optional(Type.Array(DraftLines)),
  /** Reference field of the record at hand that takes the new record's id. */
  backlink: Type.Optional(Key),
  ref: Type.Optional(Key),
};

export const DraftConfig = Type.Object(draftProperties, closed);
export type DraftConfig = Static<typeof DraftConfig>;

interface CompiledLines {
  readonly into: string;
  readonly from: string;
  readonly where?: CompiledCondition;
  readonly values: CompiledValues;
}

/** Makes drafts of records out of the record at hand. */
export interface CompiledDraft {
  readonly reads: readonly string[];
  /** The form of the new record. */
  readonly target: FormModel;
  readonly touch: RecordTouch;
  draft(input: EvaluationInput): { readonly draft: RecordDraft; readonly issues: readonly Issue[] };
}

/** Compiles the description of a record to be made; it names only what is there on both sides. */
export function compileDraft(
  config: DraftConfig,
  environment: ActionEnvironment,
  at: string,
): Result<CompiledDraft, readonly Issue[]> {
  const target = environment.models.get(config.form);
  if (target === undefined) return refused([issue('unknown_form', `${at}/form`, { form: config.form })]);
  const find = (key: string) => (target.line(key) ? undefined : target.field(key));
  const values = compileValues(
    config.values,
    find,
    { scope: scopeOf(environment), blank: environment.form.blank },
    `${at}/values`,
  );
  const lines = (config.lines ?? []).map((line, index) =>
    compileLines(line, target, environment, pointer(at, 'lines', index)),
  );
  const issues = [
    ...(values.ok ? [] : values.error),
    ...lines.flatMap((line) => (line.ok ? [] : line.error)),
    ...checkBacklink(config, environment, at),
  ];
  if (issues.length > 0 || !values.ok) return refused(issues);
  const tables = lines.flatMap((line) => (line.ok ? [line.value] : []));
  return ok({
    target,
    touch: { form: target.key, kind: 'create', fields: Object.keys(config.values) },
    reads: [
      ...values.value.reads,
      ...tables.flatMap((table) => [table.from, ...table.values.reads, ...(table.where?.dependencies ?? [])]),
    ],
    draft: (input) => makeDraft(config, values.value, tables, input),
  });
}

function compileLines(
  config: Static<typeof DraftLines>,
  target: FormModel,
  environment: ActionEnvironment,
  at: string,
): Result<CompiledLines, readonly Issue[]> {
  const { form } = environment;
  const into = target.line(config.into);
  const from = form.line(config.from);
  if (!into) return refused([issue('unknown_field', `${at}/into`, { field: config.into, form: target.key })]);
  if (!from) return refused([issue('unknown_field', `${at}/from`, { field: config.from })]);
  const scope = scopeOf({ ...environment, line: from.key });
  const values = compileValues(
    config.values,
    (key) => into.field(key),
    { scope, blank: form.blank },
    `${at}/values`,
  );
  const where = config.where === undefined ? undefined : compileCondition(config.where, scope);
  const issues = [
    ...(values.ok ? [] : values.error),
    ...(where?.ok === false
      ? where.error.map((found) => ({ ...found, path: `${at}/where${found.path}` }))
      : []),
  ];
  if (issues.length > 0 || !values.ok) return refused(issues);
  return ok({
    into: into.key,
    from: from.key,
    values: values.value,
    ...(where?.ok ? { where: where.value } : {}),
  });
}

function checkBacklink(
  config: DraftConfig,
  { form, recordless }: ActionEnvironment,
  at: string,
): readonly Issue[] {
  if (config.backlink === undefined) return [];
  if (recordless) return [issue('needs_record', `${at}/backlink`, { type: 'backlink' })];
  const field = form.line(config.backlink) ? undefined : form.field(config.backlink);
  return field?.reference?.form === config.form
    ? []
    : [issue('bad_backlink', `${at}/backlink`, { field: config.backlink, form: config.form })];
}

function makeDraft(
  config: DraftConfig,
  values: CompiledValues,
  tables: readonly CompiledLines[],
  input: EvaluationInput,
) {
  const header = values.evaluate(input, '');
  const lines = tables.map((table) => ({ into: table.into, ...makeLines(table, input) }));
  const rows = new Map<string, RecordData[]>();
  for (const line of lines) rows.set(line.into, [...(rows.get(line.into) ?? []), ...line.rows]);
  const draft: RecordDraft = {
    form: config.form,
    values: { ...header.values, ...Object.fromEntries(rows) },
    ...(config.backlink === undefined ? {} : { backlink: config.backlink }),
    ...(config.ref === undefined ? {} : { ref: config.ref }),
  };
  return { draft, issues: [...header.issues, ...lines.flatMap((line) => line.issues)] };
}

function makeLines({ from, into, where, values }: CompiledLines, input: EvaluationInput) {
  const rows = rowsOf(input.record, from).filter((row) => where?.holds({ ...input, row }) ?? true);
  const made = rows.map((row, index) => values.evaluate({ ...input, row }, pointer('', into, index)));
  return { rows: made.map((one) => one.values), issues: made.flatMap((one) => one.issues) };
}
