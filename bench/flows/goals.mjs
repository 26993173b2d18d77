/** What a figure is held against. `must` is the bar; `good` and the moonshot are what is hoped for. */

/** A figure that should be large, in `unit`. */
export function atLeast(name, value, levels, unit = '') {
  return judged(name, value, levels, unit, (level) => value >= level, '>=');
}

/** A figure that should be small. */
export function atMost(name, value, levels, unit = '') {
  return judged(name, value, levels, unit, (level) => value <= level, '<=');
}

function judged(name, value, levels, unit, reaches, sign) {
  const verdicts = Object.entries(levels).map(([level, limit]) => ({ level, limit, met: reaches(limit) }));
  return { name, value, unit, sign, verdicts };
}

/** Whether the first level, the one that is asked for, is met. */
export function isMet({ verdicts }) {
  return verdicts[0].met;
}

/** `met  name: 23.1 % (must >= 10 % met, good >= 20 % met, moonshot >= 40 % missed)`. */
export function goalText(goal) {
  const { name, value, unit, sign, verdicts } = goal;
  const levels = verdicts.map(
    ({ level, limit, met }) => `${level} ${sign} ${limit}${unit} ${met ? 'met' : 'MISSED'}`,
  );
  return `  ${isMet(goal) ? 'met   ' : 'MISSED'} ${name}: ${digits(value)}${unit} (${levels.join(', ')})`;
}

/** A number with as many digits as anybody reads. */
export function digits(value) {
  return Math.abs(value) < 100 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0);
}
