import type { Issue } from '@dougong/kernel/foundation';
import { decisionToWire } from '@dougong/kernel/rules';
import type { CompiledDecisionTable } from '@dougong/kernel/rules';

/** Values by input id as they are typed; blank ones are left out. */
export type Given = Readonly<Record<string, string>>;

/** What a table makes of the values, and how far each row fits. */
export interface TriedTable {
  /** Ids of the rows that decide. */
  readonly rows: readonly string[];
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly faults: readonly Issue[];
  /** For rows that do not fit, the first input that excludes them. */
  readonly excludedBy: ReadonlyMap<string, string>;
}

/** Asks the table as it stands with values typed for it. */
export function tryTable(table: CompiledDecisionTable, given: Given, today: string): TriedTable {
  const inputs = valuesOf(table, given);
  const decided = table.evaluate(inputs, { today, now: `${today}T00:00:00Z`, actor: null });
  const excludedBy = exclusions(table, inputs);
  if (!decided.ok) return { rows: [], faults: decided.error, excludedBy };
  return { rows: decided.value.rows, outputs: decisionToWire(table, decided.value), faults: [], excludedBy };
}

/** Values as they travel: yes and no are no texts. */
export function valuesOf({ inputs }: CompiledDecisionTable, given: Given): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    inputs.flatMap(({ definition: { id, type } }) => {
      const value = given[id]?.trim() ?? '';
      if (value === '') return [];
      return [[id, type === 'boolean' ? value === 'true' : value] as const];
    }),
  );
}

/** Reads the table as people do, from left to right: the first column in which a row does not fit. */
function exclusions(
  { definition, inputs }: CompiledDecisionTable,
  given: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { definition: input, type, axis, spans } of inputs) {
    const cls = axis.classOf(type.take(given[input.id] ?? null) ?? null);
    definition.rows.forEach(({ id }, row) => {
      const fits =
        cls !== undefined && (spans[row] ?? []).some(({ first, last }) => first <= cls && cls <= last);
      if (!fits && !found.has(id)) found.set(id, input.id);
    });
  }
  return found;
}
