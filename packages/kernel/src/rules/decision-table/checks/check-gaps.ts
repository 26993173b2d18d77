import { issue } from '../../../foundation/index.js';
import { samples } from './check-context.js';
import type { CheckContext } from './check-context.js';
import { conditionText, witnessOf, witnessText } from './table-finding.js';
import type { TableFinding } from './table-finding.js';
import type { Uncovered } from './uncovered.js';

/** Turns values that no row takes into findings, each with an example and the conditions of a row that closes the gap. */
export function gapFindings(context: CheckContext, gaps: readonly Uncovered[]): readonly TableFinding[] {
  if (isAnswerWithoutRows(context)) return [];
  return gaps.map((gap) => gapFinding(context, gap));
}

/** Where defaults or an empty list answer, values that no row takes are no fault. */
function isAnswerWithoutRows({ table }: CheckContext): boolean {
  return table.policy.collects || table.outputs.some(({ otherwise }) => otherwise !== undefined);
}

function gapFinding(context: CheckContext, gap: Uncovered): TableFinding {
  const { columns } = context;
  const ranks = columns.map((column, at) =>
    gap[at]?.flatMap((atom) => column.atoms[atom]?.ranks ?? []).sort((a, b) => a - b),
  );
  const values = samples(context, ranks);
  const proposal = Object.fromEntries(
    columns.flatMap((column, at) => {
      const chosen = ranks[at];
      return chosen ? [[column.input.definition.id, column.write(chosen)] as const] : [];
    }),
  );
  const isBlank = columns.some((column, at) => ranks[at] !== undefined && column.isOnlyBlank(ranks[at]));
  const params = { witness: witnessText(columns, values), proposal: conditionText(columns, proposal) };
  const found = issue(isBlank ? 'table_gap_blank' : 'table_gap', '/rows', params);
  const severity = isBlank ? 'info' : 'warning';
  return { ...found, severity, rows: [], witness: witnessOf(columns, values), proposal };
}
