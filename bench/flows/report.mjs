import { digits, goalText } from './goals.mjs';

/** Tables for people; the file in `output/` has everything. */

const RATE_COLUMNS = [
  ['operation', ({ operation }) => operation, 13],
  ['c', ({ concurrency }) => concurrency, 3],
  ['per s', ({ perSecond }) => perSecond.toFixed(0), 7],
  ['of submit', ({ share }) => `${(share * 100).toFixed(1)} %`, 10],
  ['of its cpu', ({ processorShare }) => `${(processorShare * 100).toFixed(1)} %`, 10],
  ['p50 ms', ({ p50 }) => p50.toFixed(1), 8],
  ['p99 ms', ({ p99 }) => p99.toFixed(1), 8],
  ['errors', ({ errors }) => errors, 7],
  ['node ms/op', ({ serverMs }) => serverMs.toFixed(2), 11],
  ['pg ms/op', ({ databaseMs }) => databaseMs.toFixed(2), 9],
];

export function printTrips({ measured, goals }) {
  console.log('\nDatabase messages for each command: round trips / statements');
  const cells = Object.entries(measured).map(
    ([name, { roundTrips, statements }]) => `${name} ${roundTrips}/${statements}`,
  );
  console.log(`  ${cells.join('   ')}`);
  printGoals(goals);
}

export function printRates({ rows, goals }) {
  console.log('\nFlows over HTTP beside a bare submit (the shares are medians of the rounds)');
  console.log(RATE_COLUMNS.map(([name, , width]) => name.padStart(width)).join('  '));
  for (const row of rows)
    console.log(RATE_COLUMNS.map(([, cell, width]) => String(cell(row)).padStart(width)).join('  '));
  printGoals(goals);
}

export function printInbox({ page, decisions, goals }) {
  console.log('\nThe to-do page and decisions beside years of finished work');
  const { pressed, paced, pacePerSecond } = decisions;
  console.log(`  page                      ${timeText(page)}`);
  console.log(`  decision, without a pause ${timeText(pressed)}, ${pressed.perSecond.toFixed(0)} a second`);
  console.log(`  decision, ${pacePerSecond} a second    ${timeText(paced)}`);
  printGoals(goals);
}

function timeText({ p50, p95, p99, serverMs, databaseMs }) {
  const [middle, most, nearlyAll, server, database] = [p50, p95, p99, serverMs, databaseMs].map((ms) =>
    ms.toFixed(1),
  );
  return `median ${middle} ms, p95 ${most} ms, p99 ${nearlyAll} ms (processor time: node ${server}, database ${database})`;
}

export function printInMemory({ perSecond, goals }) {
  console.log('\nInstances in memory: start, gateway, task, end (per second of processor time)');
  for (const [name, rate] of Object.entries(perSecond))
    console.log(`  ${name.padEnd(14)} ${digits(rate).padStart(8)}`);
  printGoals(goals);
}

export function printChecks({ rows, goals }) {
  console.log('\nCheck before publish (processor time)');
  for (const { nodes, name, min, median, max, codes } of rows) {
    const times = [min, median, max].map((ms) => ms.toFixed(1));
    const verdict = codes.join(', ') || 'sound';
    console.log(
      `  ${String(nodes).padStart(5)} nodes, ${name.padEnd(18)} min ${times[0]} ms  median ${times[1]} ms  max ${times[2]} ms  (${verdict})`,
    );
  }
  printGoals(goals);
}

function printGoals(goals) {
  for (const goal of goals) console.log(goalText(goal));
}
