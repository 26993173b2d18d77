import type { Call, EagerPart, FunctionPart, Value } from '../../expression/index.js';
import type { DecisionTableDefinition } from '../../metadata/index.js';
import { resultOf } from './answer.js';
import type { CompiledDecisionTable, Decision, Occasion, OutputColumn } from './compiled-table.js';

/** Steps that a row with formulas takes from the budget of the formula that calls the table. */
const FORMULA_ROW_STEPS = 100;

/**
 * A table as a function of the formula language: `table_key(input1, input2, ...)` in the order of the inputs gives the
 * first output. Where the table has no answer the call fails with DOMAIN, so that IFERROR can step in; the reason
 * stands among the error's parameters.
 */
export function decisionTableFunction(table: CompiledDecisionTable): FunctionPart {
  const { kind, key, title, description = title } = table.definition;
  const ids = table.inputs.map(({ definition }) => definition.id);
  const output = table.outputs[0] as OutputColumn;
  const { type, isList } = resultOf(table, output);
  const hasFormulas = table.outputs.some(({ cells }) => cells.some((cell) => 'formula' in cell));
  return {
    code: key,
    title,
    description,
    aliases: aliasesOf(table.definition),
    minimum: ids.length,
    maximum: ids.length,
    parameters: table.inputs.map((input) => input.type.parameter),
    parameterNames: ids,
    result: isList ? { kind: 'list', of: type.valueType } : type.valueType,
    reads: table.reads,
    definition: { kind, key },
    blanks: 'own',
    // What is of another type fails before there is anything to keep.
    taken: (args) => table.inputs.map(({ type }, at) => type.take(args[at] ?? null) ?? null),
    evaluate(args, call) {
      call.spend(ids.length);
      const given = Object.fromEntries(ids.map((id, at) => [id, args[at] ?? null]));
      const decision = decided(table, given, call);
      call.spend(decision.rows.length * (hasFormulas ? FORMULA_ROW_STEPS : 1));
      return decision.outputs[output.definition.id] ?? null;
    },
  } satisfies EagerPart;
}

function decided(table: CompiledDecisionTable, given: Readonly<Record<string, Value>>, call: Call): Decision {
  const result = table.evaluate(given, occasionOf(table, call));
  if (result.ok) return result.value;
  const [reason] = result.error;
  return call.fail('DOMAIN', { reason: reason?.code, ...reason?.params });
}

function occasionOf({ reads }: CompiledDecisionTable, call: Call): Occasion {
  return Object.fromEntries(reads.map((name) => [name, call.occasion(name) as string | null]));
}

/** Its titles, where they can be typed as names. */
function aliasesOf({ key, title }: DecisionTableDefinition): readonly string[] {
  const names = new Set([title['zh-CN'], title.en]);
  return [...names].filter((name) => name !== key && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));
}
