import { Type } from '@sinclair/typebox';
import { compileFormula, isFormulaError, toWire } from '../../expression/index.js';
import type { CompiledFormula, EvaluationInput, WireValue } from '../../expression/index.js';
import { ok, pointer, refused } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { Formula, Key } from '../../metadata/index.js';
import { defineAction, scopeOf } from '../action-part.js';

/** Calls an outside system once the change is committed; the outbox repeats the call until it is taken. */
export const callWebhook = defineAction({
  kind: 'callWebhook',
  version: 1,
  title: { 'zh-CN': '调用外部接口', en: 'Call a webhook' },
  description: {
    'zh-CN': '提交成功后把数据发给外部系统',
    en: 'Sends data to an outside system once the change is committed',
  },
  config: Type.Object(
    {
      /** The installation knows its address and secret. */
      endpoint: Key,
      /** Name in the body -> formula. */
      payload: Type.Optional(Type.Record(Key, Formula)),
    },
    { additionalProperties: false },
  ),
  phases: ['afterSave', 'afterCommit', 'flow'],
  recordless: true,
  compile({ endpoint, payload = {} }, environment, at) {
    const compiled = Object.entries(payload).map(([name, formula]) => ({
      name,
      formula: compileFormula(formula, scopeOf(environment), { blank: environment.form.blank }),
    }));
    const issues = compiled.flatMap(({ name, formula }) =>
      formula.ok ? [] : formula.error.map((found) => ({ ...found, path: pointer(at, 'payload', name) })),
    );
    if (issues.length > 0) return refused(issues);
    const fields = compiled.flatMap(({ name, formula }) =>
      formula.ok ? [{ name, formula: formula.value }] : [],
    );
    return ok({
      reads: fields.flatMap(({ formula }) => formula.dependencies),
      writes: [],
      execute: ({ input, source }) => {
        const body = bodyOf(fields, input);
        return {
          effects: [{ type: 'call_webhook', endpoint, payload: body.values, ...source }],
          issues: body.issues,
        };
      },
    });
  },
});

function bodyOf(
  fields: readonly { readonly name: string; readonly formula: CompiledFormula }[],
  input: EvaluationInput,
) {
  const values: Record<string, WireValue> = {};
  const issues: Issue[] = [];
  for (const { name, formula } of fields) {
    const value = formula.evaluate(input);
    if (isFormulaError(value)) issues.push(value.toIssue(''));
    else values[name] = toWire(value, formula.type);
  }
  return { values, issues };
}
