import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { compileCondition, compileFormula, isFormulaError } from '../expression/index.js';
import type { CompiledFormula, EvaluationInput, RecordData, WireValue } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { Condition, FieldPath, Formula, Key } from '../metadata/index.js';
import { scopeOf } from './action-part.js';
import type { ActionEnvironment } from './action-part.js';
import { compileValues } from './compile-values.js';
import type { CompiledValues, FormulaGround } from './compile-values.js';
import type { RecordQuery, UpdateRecordEffect } from './rule-effect.js';

const closed = { additionalProperties: false };

/** Records changed by one action; more are a batch and belong into a job. */
const TARGETS_MAX = 50;

/** How an action describes other records to be changed. */
export const UpdateConfig = Type.Object(
  {
    form: Key,
    by: Type.Union([
      /** A reference of the record at hand, through others where it has points. */
      Type.Object({ reference: FieldPath }, closed),
      Type.Object(
        {
          /** Field of the other record -> formula over the record at hand; all must be equal. */
          match: Type.Record(Key, Formula, { minProperties: 1 }),
          /** What else must hold for the other record. */
          where: Type.Optional(Condition),
          max: Type.Integer({ minimum: 1, maximum: TARGETS_MAX }),
        },
        closed,
      ),
    ]),
    /** Field of the other record -> formula over the record at hand and, as `target`, the other one. */
    values: Type.Record(Key, Formula, { minProperties: 1 }),
  },
  closed,
);
export type UpdateConfig = Static<typeof UpdateConfig>;

/** How the values of an update are worked out, by the formulas that its effects carry. */
const writers = new WeakMap<object, CompiledUpdate>();

/** The update that an effect of this process asks for. Effects are carried out where they were decided. */
export function updateOf(effect: UpdateRecordEffect): CompiledUpdate {
  const update = writers.get(effect.values);
  if (!update) throw new Error(`the update of rule ${effect.rule.key} was decided elsewhere`);
  return update;
}

/** Finds the records to change and works out what they become. */
export interface CompiledUpdate {
  /** What effects carry; one object for each compilation. */
  readonly formulas: Readonly<Record<string, string>>;
  readonly target: FormModel;
  readonly reads: readonly string[];
  /** Which records; `undefined` when the reference is blank. */
  query(input: EvaluationInput): { readonly query?: RecordQuery; readonly issues: readonly Issue[] };
  /** The values of one of them, over the record at hand as it stands when its turn comes. */
  values(
    input: EvaluationInput,
    target: RecordData,
  ): { readonly values: RecordData; readonly issues: readonly Issue[] };
}

/** Compiles the description of records to be changed; it names only what is there on both sides. */
export function compileUpdate(
  config: UpdateConfig,
  environment: ActionEnvironment,
  at: string,
): Result<CompiledUpdate, readonly Issue[]> {
  const target = environment.models.get(config.form);
  if (target === undefined) return refused([issue('unknown_form', `${at}/form`, { form: config.form })]);
  const values = compileUpdateValues(config.values, target, environment, at);
  const finder = compileFinder(config, target, environment, `${at}/by`);
  if (!values.ok || !finder.ok) return refused([values, finder].flatMap((one) => (one.ok ? [] : one.error)));
  const update: CompiledUpdate = {
    // A definition may stand in several releases, and its update means something else in each.
    formulas: { ...config.values },
    target,
    reads: [...finder.value.reads, ...values.value.reads.filter((path) => !/^target(\.|$)/.test(path))],
    query: (input) => finder.value.query(input),
    values: (input, record) =>
      values.value.evaluate({ ...input, variables: { ...input.variables, target: record } }, ''),
  };
  writers.set(update.formulas, update);
  return ok(update);
}

/** Formulas of an update, with the other record beside the one at hand. */
function compileUpdateValues(
  formulas: Readonly<Record<string, string>>,
  target: FormModel,
  environment: ActionEnvironment,
  at: string,
): Result<CompiledValues, readonly Issue[]> {
  const scope = scopeOf(environment);
  const ground: FormulaGround = {
    scope: { ...scope, fields: { ...scope.fields, target: { kind: 'record', fields: target.scope.fields } } },
    blank: environment.form.blank,
  };
  const find = (key: string) => (target.line(key) ? undefined : target.field(key));
  return compileValues(formulas, find, ground, `${at}/values`);
}

type Finder = Pick<CompiledUpdate, 'reads' | 'query'>;

function compileFinder(
  config: UpdateConfig,
  target: FormModel,
  environment: ActionEnvironment,
  at: string,
): Result<Finder, readonly Issue[]> {
  const { by, form } = config;
  return 'reference' in by
    ? compileReference(by.reference, form, environment, `${at}/reference`)
    : compileMatch(by, target, environment, at);
}

function compileReference(
  path: string,
  form: string,
  environment: ActionEnvironment,
  at: string,
): Result<Finder, readonly Issue[]> {
  const formula = compileFormula(path, scopeOf(environment));
  if (!formula.ok) return refused(formula.error.map((found) => ({ ...found, path: at })));
  const { type } = formula.value;
  if (type.kind !== 'reference' || type.form !== form)
    return refused([issue('bad_reference', at, { field: path, form })]);
  return ok({
    reads: formula.value.dependencies,
    query: (input) => {
      const id = formula.value.evaluate(input);
      return typeof id === 'string' && id !== '' ? { query: { form, id }, issues: [] } : { issues: [] };
    },
  });
}

type Match = Extract<UpdateConfig['by'], { match: unknown }>;

function compileMatch(
  { match, where, max }: Match,
  target: FormModel,
  environment: ActionEnvironment,
  at: string,
): Result<Finder, readonly Issue[]> {
  const scope = scopeOf(environment);
  const compiled = Object.entries(match).map(([key, source]) => {
    const field = target.line(key) ? undefined : target.field(key);
    if (!field)
      return { key, error: [issue('unknown_field', `${at}/match/${key}`, { field: key, form: target.key })] };
    const formula = compileFormula(source, scope, { blank: environment.form.blank });
    return formula.ok
      ? { key, field, formula: formula.value, error: [] }
      : { key, error: formula.error.map((found) => ({ ...found, path: `${at}/match/${key}` })) };
  });
  const condition = where === undefined ? undefined : compileCondition(where, target.scope);
  const issues = [
    ...compiled.flatMap(({ error }) => error),
    ...(condition?.ok === false
      ? condition.error.map((found) => ({ ...found, path: `${at}/where${found.path}` }))
      : []),
  ];
  if (issues.length > 0) return refused(issues);
  const fields = compiled.flatMap(({ key, field, formula }) =>
    field && formula ? [{ key, field, formula }] : [],
  );
  return ok({
    reads: fields.flatMap(({ formula }) => formula.dependencies),
    query: (input) => {
      const values = matchValues(fields, input);
      if (values.issues.length > 0) return { issues: values.issues };
      const query = { form: target.key, match: values.match, max, ...(where === undefined ? {} : { where }) };
      return { query, issues: [] };
    },
  });
}

interface MatchField {
  readonly key: string;
  readonly field: NonNullable<ReturnType<FormModel['field']>>;
  readonly formula: CompiledFormula;
}

/** A blank would match every record in which nobody has filled the field, so it is a fault. */
function matchValues(fields: readonly MatchField[], input: EvaluationInput) {
  const issues: Issue[] = [];
  const match: Record<string, WireValue> = {};
  for (const { key, field, formula } of fields) {
    const value = formula.evaluate(input);
    if (isFormulaError(value)) issues.push(value.toIssue(''));
    else if (value === null || value === '') issues.push(issue('match_blank', '', { field: field.title }));
    else match[key] = field.type.adopt(value, field.schema);
  }
  return { match, issues };
}
