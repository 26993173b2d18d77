import { Type } from '@sinclair/typebox';
import { isFormulaError } from '../../expression/index.js';
import type { RecordData } from '../../expression/index.js';
import { rowsOf } from '../../forms/index.js';
import { ok, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { FieldPath, Formula } from '../../metadata/index.js';
import { defineAction, scopeOf } from '../action-part.js';
import type { ActionRun, Produced } from '../action-part.js';
import { compileValue } from '../compile-values.js';
import type { CompiledValue } from '../compile-values.js';
import type { SetFieldEffect } from '../rule-effect.js';

/** Sets a field of the header or a column: of the line at hand in a rule over lines, of every line elsewhere. */
export const setField = defineAction({
  kind: 'setField',
  version: 1,
  title: { 'zh-CN': '设置字段', en: 'Set a field' },
  description: { 'zh-CN': '用公式的结果写入一个字段', en: 'Writes the result of a formula into a field' },
  config: Type.Object({ field: FieldPath, formula: Formula }, { additionalProperties: false }),
  phases: ['default', 'derive', 'flow'],
  compile(config, environment, at) {
    const field = environment.form.field(config.field);
    const { form, line } = environment;
    const scope = scopeOf({ ...environment, line: field?.line ?? line });
    const ground = { scope, blank: form.blank };
    const value = compileValue(field, config.field, config.formula, ground, `${at}/formula`);
    if (!value.ok) return value;
    return ok({
      reads: value.value.formula.dependencies,
      writes: [config.field],
      execute: (run) =>
        field?.line === undefined ? write(value.value, run) : writeColumn(value.value, field.line, run),
    });
  },
});

function writeColumn(value: CompiledValue, line: string, run: ActionRun): Produced {
  const rows = run.input.row === undefined ? rowsOf(run.input.record, line) : [run.input.row];
  const written = rows.map((row, index) => write(value, run, row, run.lineIndex ?? index));
  return { effects: written.flatMap((one) => one.effects), issues: written.flatMap((one) => one.issues) };
}

function write(
  { field, formula }: CompiledValue,
  { input, source }: ActionRun,
  row?: RecordData,
  index = 0,
): Produced {
  const result = formula.evaluate(row === undefined ? input : { ...input, row });
  const at = row === undefined ? pointer('', field.key) : pointer('', field.line ?? '', index, field.key);
  if (isFormulaError(result)) return { effects: [], issues: [named(result.toIssue(at), source.rule.key)] };
  const effect: SetFieldEffect = {
    ...source,
    type: 'set_field',
    field: field.path,
    line: row === undefined ? undefined : String(row.id),
    value: field.type.adopt(result, field.schema),
  };
  return { effects: [effect], issues: [] };
}

function named(found: Issue, rule: string): Issue {
  return { ...found, params: { ...found.params, rule } };
}
