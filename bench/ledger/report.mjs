import { goalText } from '../flows/goals.mjs';

/** Tables for people; `output/ledger.json` has everything. */

const COLUMNS = [
  ['operation', ({ operation, name }) => operation ?? name],
  ['c', ({ concurrency }) => concurrency],
  ['seconds', ({ seconds }) => seconds?.toFixed(2)],
  ['per s', ({ perSecond }) => perSecond?.toFixed(0)],
  ['x set-based', ({ timesSetBased }) => timesSetBased?.toFixed(2)],
  ['x line by line', ({ timesLineByLine }) => timesLineByLine?.toFixed(2)],
  ['share', ({ share }) => share && `${(share * 100).toFixed(1)} %`],
  ['of its cpu', ({ processorShare }) => processorShare && `${(processorShare * 100).toFixed(1)} %`],
  ['p50 ms', ({ p50 }) => p50?.toFixed(1)],
  ['p99 ms', ({ p99 }) => p99?.toFixed(1)],
  ['errors', ({ errors }) => errors],
  ['node ms', ({ nodeMs, serverMs }) => (nodeMs ?? serverMs)?.toFixed(2)],
  ['pg ms', ({ databaseMs }) => databaseMs?.toFixed(2)],
];

/** The rows and goals of one part of the bench, or why it was left out. */
export function printPart(title, { rows = [], goals = [], skipped }) {
  console.log(`\n${title}`);
  if (skipped) console.log(`  SKIPPED ${skipped}`);
  if (rows.length > 0) printTable(rows);
  for (const goal of goals) console.log(goalText(goal));
}

function printTable(rows) {
  const columns = COLUMNS.filter(([, cell]) => rows.some((row) => cell(row) !== undefined));
  const table = [
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, cell]) => String(cell(row) ?? ''))),
  ];
  const widths = columns.map((_, at) => Math.max(...table.map((cells) => cells[at].length)));
  for (const cells of table)
    console.log(
      `  ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ')}`,
    );
}
