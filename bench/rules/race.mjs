import { median } from '../measure/statistics.mjs';

/** Long enough for the clock and for the compiler to notice, short enough to meet the same weather. */
const SLICE_MS = 60;
/** On a busy machine the compiler of the engine below is late; all contestants are given the same time. */
const WARM_UP_MS = 400;

/**
 * Lets contestants do their work in turn, round after round, so that all meet the same weather. `work` maps a name to
 * a function that does the work once and may give a promise. Gives nanoseconds of processor time for one piece of work,
 * the median of the rounds: what others take from the machine meanwhile does not count.
 */
export async function race(work, rounds) {
  const runners = await Promise.all(Object.entries(work).map(async ([name, run]) => prepare(name, run)));
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of round % 2 === 0 ? runners : [...runners].reverse())
      runner.samples.push(await slice(runner));
  }
  return Object.fromEntries(runners.map(({ name, samples }) => [name, median(samples)]));
}

/** Warms up and finds out how often the work fits into a slice. */
async function prepare(name, run) {
  const isAsync = run() instanceof Promise;
  const runner = { name, run, isAsync, times: 1, samples: [] };
  const started = performance.now();
  while (performance.now() - started < WARM_UP_MS) {
    const ns = await slice(runner);
    runner.times = Math.min(runner.times * 100, Math.max(1, Math.round((SLICE_MS * 1e6) / Math.max(ns, 1))));
    if (ns > WARM_UP_MS * 1e6) break;
  }
  return runner;
}

/** The last answer is kept where the compiler cannot tell that nobody wants it. */
export const kept = { answer: undefined };

async function slice({ run, times, isAsync }) {
  const before = process.cpuUsage();
  if (isAsync) for (let n = 0; n < times; n += 1) kept.answer = await run();
  else for (let n = 0; n < times; n += 1) kept.answer = run();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1e3) / times;
}
