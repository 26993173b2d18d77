import { issue } from '../../../foundation/index.js';
import type { CheckColumn } from './check-column.js';
import type { CheckContext } from './check-context.js';
import { naturalCells } from './natural-cells.js';
import type { NaturalCell } from './natural-cells.js';
import { conditionText, witnessOf, witnessText } from './table-finding.js';
import type { TableFinding } from './table-finding.js';
import type { Uncovered } from './uncovered.js';

/** More rows than this nobody adds one by one. */
const GAP_FINDINGS_MAX = 50;

export interface Gaps {
  readonly findings: readonly TableFinding[];
  /** More was found than is told. */
  readonly isCut: boolean;
}

/** A cell for each column; `undefined` where every value is open. */
type MissingRow = readonly (NaturalCell | undefined)[];

/**
 * Turns values that no row takes into findings, each with an example and the conditions of a row that closes the gap: a
 * row as a person would add it. Gaps that only blanks fall into come last.
 */
export function gapFindings(context: CheckContext, gaps: readonly Uncovered[]): Gaps {
  if (isAnswerWithoutRows(context)) return { findings: [], isCut: false };
  const missing: MissingRow[] = [];
  for (const gap of gaps) {
    if (missing.length > GAP_FINDINGS_MAX) break;
    missing.push(...missingRows(context.columns, gap));
  }
  const told = missing.slice(0, GAP_FINDINGS_MAX).map((row) => gapFinding(context, row));
  const findings = [
    ...told.filter(({ severity }) => severity === 'warning'),
    ...told.filter(({ severity }) => severity !== 'warning'),
  ];
  return { findings, isCut: missing.length > GAP_FINDINGS_MAX };
}

/** Where defaults or an empty list answer, values that no row takes are no fault. */
function isAnswerWithoutRows({ table }: CheckContext): boolean {
  return table.policy.collects || table.outputs.some(({ otherwise }) => otherwise !== undefined);
}

/** A gap as rows: one for each choice of a natural cell in every column, together they are the gap. */
function missingRows(columns: readonly CheckColumn[], gap: Uncovered): readonly MissingRow[] {
  return columns.reduce<readonly MissingRow[]>(
    (rows, column, at) => {
      const atoms = gap[at];
      if (atoms === undefined) return rows.map((row) => [...row, undefined]);
      const cells = naturalCells(column, column.ranksOf(atoms)).slice(0, GAP_FINDINGS_MAX + 1);
      return rows.flatMap((row) => cells.map((cell) => [...row, cell])).slice(0, GAP_FINDINGS_MAX + 1);
    },
    [[]],
  );
}

function gapFinding({ columns }: CheckContext, row: MissingRow): TableFinding {
  const values = columns.map((column, at) => column.sample(row[at]?.ranks));
  const witness = witnessOf(columns, values);
  const witnessed = witnessText(columns, values);
  if (row.some((cell) => cell !== undefined && cell.text === undefined)) {
    const found = issue('table_gap_unwritable', '/rows', { witness: witnessed });
    return { ...found, severity: 'warning', rows: [], witness };
  }
  const proposal = Object.fromEntries(
    columns.flatMap(({ input }, at) => {
      const text = row[at]?.text;
      return text === undefined ? [] : [[input.definition.id, text] as const];
    }),
  );
  const isBlank = row.some((cell) => cell?.text === 'blank');
  const params = { witness: witnessed, proposal: conditionText(columns, proposal) };
  const found = issue(isBlank ? 'table_gap_blank' : 'table_gap', '/rows', params);
  return { ...found, severity: isBlank ? 'info' : 'warning', rows: [], witness, proposal };
}
