/** Tables for people; `latest.json` has everything. */

export function printRows(equality) {
  console.log('\nRows of one operation (made or changed, more in the table, bytes): engine | ceiling');
  for (const [operation, tables] of Object.entries(equality)) {
    console.log(`  ${operation}`);
    for (const { name, engine, ceiling, equal } of tables) {
      console.log(
        `    ${name.padEnd(28)} ${rowText(engine)} | ${rowText(ceiling)} ${equal ? '' : '  DIFFERENT'}`,
      );
    }
  }
}

function rowText({ written, total, bytes }) {
  return `${String(written).padStart(3)} ${String(total).padStart(4)} ${String(bytes).padStart(6)}`;
}

export function printTrips(measured) {
  console.log('\nDatabase messages for each command: round trips / statements');
  for (const [how, operations] of Object.entries(measured)) {
    const cells = Object.entries(operations).map(
      ([name, cost]) => `${name} ${cost.roundTrips}/${cost.statements}`,
    );
    console.log(`  ${how.padEnd(26)} ${cells.join('   ')}`);
  }
}

const COLUMNS = [
  ['operation', ({ operation }) => operation, 9],
  ['c', ({ concurrency }) => concurrency, 3],
  ['engine/s', ({ engine }) => engine.perSecond.toFixed(0), 9],
  ['ceiling/s', ({ ceiling }) => ceiling.perSecond.toFixed(0), 9],
  ['share', ({ ratio }) => `${(ratio * 100).toFixed(1)} %`, 8],
  ['p50 ms', ({ engine, ceiling }) => `${engine.p50.toFixed(1)}|${ceiling.p50.toFixed(1)}`, 12],
  ['p99 ms', ({ engine, ceiling }) => `${engine.p99.toFixed(1)}|${ceiling.p99.toFixed(1)}`, 12],
  ['errors', ({ engine, ceiling }) => `${engine.errors}|${ceiling.errors}`, 7],
  ['node ms/op', ({ engine, ceiling }) => `${engine.serverMs.toFixed(2)}|${ceiling.serverMs.toFixed(2)}`, 11],
  [
    'pg ms/op',
    ({ engine, ceiling }) => `${engine.databaseMs.toFixed(2)}|${ceiling.databaseMs.toFixed(2)}`,
    11,
  ],
];

export function printRates(summary) {
  console.log(
    '\nEngine beside the bare route that writes the same rows (engine|ceiling; the share is the median of the rounds)',
  );
  console.log(COLUMNS.map(([name, , width]) => name.padStart(width)).join('  '));
  for (const row of summary)
    console.log(COLUMNS.map(([, cell, width]) => String(cell(row)).padStart(width)).join('  '));
}
