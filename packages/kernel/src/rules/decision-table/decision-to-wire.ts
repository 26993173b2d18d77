import type { RecordData, Value, WireValue } from '../../expression/index.js';
import { resultOf } from './answer.js';
import type { CompiledDecisionTable, Decision, OutputColumn } from './compiled-table.js';

/** The outputs as they travel, numbers with the places of their column. */
export function decisionToWire(table: CompiledDecisionTable, { outputs }: Decision): RecordData {
  return Object.fromEntries(
    table.outputs.map((output) => {
      const { id } = output.definition;
      return [id, outputToWire(table, output, outputs[id] ?? null)];
    }),
  );
}

/** One output as it travels. */
export function outputToWire(table: CompiledDecisionTable, output: OutputColumn, value: Value): WireValue {
  const { type, isList } = resultOf(table, output);
  // A list of plain values travels like a list of lines does: as it is.
  return isList ? ((value as readonly Value[]).map((item) => type.wire(item)) as never) : type.wire(value);
}
