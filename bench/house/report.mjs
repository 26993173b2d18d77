import { percentile } from '../measure/statistics.mjs';
import { KINDS } from './kinds.mjs';

const ms = (value) => `${value.toFixed(1)}`.padStart(9);

/** Prints what was measured and gives it back as data. */
export function reportHouse({
  clients,
  seconds,
  ms: took,
  requests,
  took: times,
  refused,
  errors,
  memory,
  slope,
  cores,
}) {
  const kinds = KINDS.map(({ name }) => ({ name, ...figuresOf(times.get(name) ?? []) }));
  console.log(
    `${requests} requests of ${clients} clients in ${(took / 1000).toFixed(1)} s: ${Math.round(requests / (took / 1000))} a second\n`,
  );
  console.log(
    `${'kind'.padEnd(10)}${'count'.padStart(8)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'p99 ms'.padStart(9)}${'most'.padStart(9)}`,
  );
  for (const { name, count, p50, p95, p99, most } of kinds)
    console.log(`${name.padEnd(10)}${String(count).padStart(8)}${ms(p50)}${ms(p95)}${ms(p99)}${ms(most)}`);
  const [first, last] = [memory[0]?.megabytes ?? 0, memory.at(-1)?.megabytes ?? 0];
  const highest = Math.max(...memory.map(({ megabytes }) => megabytes));
  console.log(
    `\nmemory of the engine: ${Math.round(first)} MB at first, ${Math.round(highest)} at most, ${Math.round(last)} at last; ${slope.toFixed(1)} MB a minute after the first quarter`,
  );
  console.log(`processors: engine ${cores.engine.toFixed(2)}, database ${cores.database.toFixed(2)}`);
  const listed = (map) =>
    [...map].map(([what, count]) => ({ what, count })).sort((a, b) => b.count - a.count);
  for (const { what, count } of listed(refused)) console.log(`meant refusal: ${count} x ${what}`);
  return {
    clients,
    seconds,
    requests,
    kinds,
    memory,
    slope,
    cores,
    refused: listed(refused),
    errors: listed(errors),
  };
}

function figuresOf(times) {
  if (times.length === 0) return { count: 0, p50: 0, p95: 0, p99: 0, most: 0 };
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share));
  return { count: times.length, p50, p95, p99, most: Math.max(...times) };
}
