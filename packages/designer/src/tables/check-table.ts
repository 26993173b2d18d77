import type { Scope } from '@dougong/kernel/expression';
import type { Issue } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import { checkTable, compileDecisionTable, runTableTests } from '@dougong/kernel/rules';
import type { CompiledDecisionTable, TableFinding } from '@dougong/kernel/rules';

/** Less than a publish spends, because it is spent while somebody types. */
const STEPS_MAX = 200_000;

export interface CheckedTable {
  /** Absent while a cell or the shape has a fault. */
  readonly table?: CompiledDecisionTable;
  readonly findings: readonly TableFinding[];
  /** What the tests of the table found. */
  readonly tests: readonly Issue[];
  readonly fullyChecked: boolean;
  readonly complete?: boolean;
  readonly unique?: boolean;
}

/** Checks a table as a publish does, within less work. */
export function checkWhileTyping(
  definition: DecisionTableDefinition,
  scope: Scope | undefined,
): CheckedTable {
  const shape = checkDefinition(definition);
  if (!shape.ok) return faulty(shape.error);
  const compiled = compileDecisionTable(definition, scope);
  if (!compiled.ok) return faulty(compiled.error);
  const table = compiled.value;
  return { table, ...checkTable(table, STEPS_MAX), tests: runTableTests(table) };
}

function faulty(issues: readonly Issue[]): CheckedTable {
  return { findings: issues.map((found) => ({ ...found, rows: [] })), tests: [], fullyChecked: false };
}

/** A cell of the table that a finding points at. */
export interface CellPlace {
  readonly row: string;
  readonly side: 'when' | 'then';
  readonly column: string;
}

/** Where a finding stands: `/rows/3/when/amount` is a cell, `/rows/3` its first one. */
export function placeOf(
  { path }: Pick<Issue, 'path'>,
  { inputs, rows }: DecisionTableDefinition,
): CellPlace | undefined {
  const found = /^\/rows\/(\d+)(?:\/(when|then)\/([^/]+))?/.exec(path);
  const row = found === null ? undefined : rows[Number.parseInt(found[1] ?? '', 10)];
  if (row === undefined) return undefined;
  const side = found?.[2] === 'then' ? 'then' : 'when';
  return { row: row.id, side, column: found?.[3] ?? inputs[0]?.id ?? '' };
}
