import { processorTimeOfFamily } from '../measure/processor-time.mjs';

/**
 * Lets `work(n)` run `count` times, `concurrency` of them at a time, in this process; gives what it cost:
 * `{count, ms, nodeMs, databaseMs}`.
 */
export async function handSlice({ database }, work, { count, concurrency, first = 0 }) {
  const databaseBefore = processorTimeOfFamily(database.postmaster);
  const nodeBefore = process.cpuUsage();
  const started = performance.now();
  await atOnce(concurrency, count, (n) => work(first + n));
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(nodeBefore);
  const databaseMs = processorTimeOfFamily(database.postmaster) - databaseBefore;
  return { count, ms, nodeMs: (user + system) / 1000, databaseMs };
}

/** Does `work(0)` to `work(count - 1)`, so many at a time; gives the results in that order. */
export async function atOnce(concurrency, count, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      results[n] = await work(n);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}
