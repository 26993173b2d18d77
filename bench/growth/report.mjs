/** Tables for people; `output/growth.json` has everything. */

/** Each operation with its rate at each size, and what is left of the rate of the first size. */
export function printGrowth(points) {
  const operations = (points[0]?.operations ?? []).map(({ operation }) => operation);
  for (const operation of operations) {
    console.log(`\n${operation}`);
    const first = figuresOf(points[0], operation);
    for (const point of points) {
      const { engine, ceiling, ratio } = figuresOf(point, operation);
      console.log(
        `  ${String(point.rows).padStart(8)} rows ${String(point.width).padStart(4)} fields` +
          `  engine ${engine.perSecond.toFixed(0).padStart(5)}/s p50 ${engine.p50.toFixed(1).padStart(6)} ms` +
          `  ceiling ${ceiling.perSecond.toFixed(0).padStart(5)}/s` +
          `  share ${(ratio * 100).toFixed(1).padStart(5)} %` +
          `  of the first ${((engine.perSecond / first.engine.perSecond) * 100).toFixed(0).padStart(4)} %` +
          `  pg ${engine.databaseMs.toFixed(2)} ms`,
      );
    }
  }
}

function figuresOf({ operations }, wanted) {
  return operations.find(({ operation }) => operation === wanted);
}

/** What writers noticed of each publish. */
export function printPublishes(publishes, rows) {
  console.log(`\npublishing on ${rows} rows while 4 callers write`);
  for (const { name, seconds, quiet, meanwhile } of publishes) {
    console.log(
      `  ${name.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s  longest write ${meanwhile.longest.toFixed(0)} ms ` +
        `(${quiet.longest.toFixed(0)} ms before), p99 ${meanwhile.p99.toFixed(1)} ms (${quiet.p99.toFixed(1)} ms), ` +
        `${meanwhile.writes} writes, ${meanwhile.errors} errors`,
    );
  }
}
