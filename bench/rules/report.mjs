/** What a goal asks and what came out: how many times as fast, or how many times the cost. */
export function judge({ of, against, atLeast, atMost }, nanoseconds) {
  const isSpeed = atLeast !== undefined;
  const ratio = isSpeed ? nanoseconds[against] / nanoseconds[of] : nanoseconds[of] / nanoseconds[against];
  const met = isSpeed ? ratio >= atLeast : ratio <= atMost;
  return { of, against, ratio, met, goal: isSpeed ? `>= ${atLeast}x the speed` : `<= ${atMost}x the time` };
}

/** Prints one contest: the time of each contestant, then its goals. */
export function print(title, nanoseconds, verdicts) {
  console.log(`\n${title}`);
  for (const [name, ns] of Object.entries(nanoseconds))
    console.log(`  ${name.padEnd(26)} ${time(ns).padStart(10)}`);
  for (const { of, against, ratio, met, goal } of verdicts)
    console.log(`  ${met ? 'met   ' : 'MISSED'} ${of} / ${against}: ${digits(ratio)}x (goal ${goal})`);
}

function time(ns) {
  if (ns < 1e3) return `${digits(ns)} ns`;
  return ns < 1e6 ? `${digits(ns / 1e3)} us` : `${digits(ns / 1e6)} ms`;
}

function digits(value) {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}
