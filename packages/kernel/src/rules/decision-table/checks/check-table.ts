import type { Scope } from '../../../expression/index.js';
import type { DecisionTableDefinition } from '../../../metadata/index.js';
import { checkContext } from './check-context.js';
import { gapFindings } from './check-gaps.js';
import { checkNeverMet, checkOverlaps } from './check-overlaps.js';
import { checkReach } from './check-reach.js';
import { compileDecisionTable } from '../compile-decision-table.js';
import type { CompiledDecisionTable } from '../compiled-table.js';
import { notFullyChecked } from './table-finding.js';
import type { TableFinding, TableReport } from './table-finding.js';
import { UncoveredSearch } from './uncovered.js';
import { WorkBudget } from './work-budget.js';

/** Steps for each of the three checks: comparing pairs, reach, gaps. Rows that one column parts are never paired. */
export const TABLE_CHECK_STEPS_MAX = 1_000_000;

const PARTS = {
  overlaps: { 'zh-CN': '行与行的重叠', en: 'overlaps of rows' },
  reach: { 'zh-CN': '永远轮不到的行', en: 'rows that are never reached' },
  gaps: { 'zh-CN': '没有覆盖到的取值', en: 'values that no row covers' },
} as const;

/**
 * Checks a table as it is written: faulty cells first, and where there are none, overlaps, gaps and rows that never
 * answer.
 */
export function checkDecisionTable(definition: DecisionTableDefinition, scope?: Scope): TableReport {
  const table = compileDecisionTable(definition, scope);
  if (table.ok) return checkTable(table.value);
  return { findings: table.error.map((found) => ({ ...found, rows: [] })), fullyChecked: false };
}

/** Finds what is wrong with the rows of a compiled table as a whole. */
export function checkTable(table: CompiledDecisionTable, stepsMax = TABLE_CHECK_STEPS_MAX): TableReport {
  const context = checkContext(table);
  const { columns, everything } = context;
  const overlaps = checkOverlaps(context, new WorkBudget(stepsMax));
  const reachBudget = new WorkBudget(stepsMax);
  const reachSearch = new UncoveredSearch(columns, everything, reachBudget);
  const reach = checkReach(context, overlaps, reachSearch, reachBudget);
  const gapBudget = new WorkBudget(stepsMax);
  const search = new UncoveredSearch(columns, everything, gapBudget);
  const uncovered = search.gaps();
  const gaps = gapFindings(context, uncovered);
  const open = [
    ...(overlaps.isWhole ? [] : [PARTS.overlaps]),
    ...(reach.isWhole ? [] : [PARTS.reach]),
    ...(gapBudget.isSpent || search.isCut || gaps.isCut ? [PARTS.gaps] : []),
  ];
  const findings: readonly TableFinding[] = [
    ...checkNeverMet(context),
    ...overlaps.findings,
    ...reach.findings,
    ...gaps.findings,
    ...open.map(notFullyChecked),
  ];
  return {
    findings,
    ...(overlaps.found || overlaps.isWhole ? { unique: !overlaps.found } : {}),
    ...(uncovered.length > 0 || !gapBudget.isSpent ? { complete: uncovered.length === 0 } : {}),
    fullyChecked: open.length === 0,
  };
}
