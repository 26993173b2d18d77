import { isDecimalText, Decimal } from '@dougong/kernel/foundation';
import { isObject, shown } from './suite.js';

/** Where an answer differs from what a case expects. */
export interface Difference {
  readonly expected: string;
  readonly got: string;
}

/** Lists whose order says nothing. */
const SETS: ReadonlySet<string> = new Set([
  'differences',
  'pools',
  'balances',
  'movements',
  'variances',
  'adjustments',
  'lines',
]);
/** Lists in which a row that holds nothing is as good as none. */
const HOLDINGS: ReadonlySet<string> = new Set(['pools', 'balances']);

/**
 * The first difference: keys that the expectation leaves out are not checked, decimals compare by value, a listed list is
 * complete.
 */
export function differenceOf(expected: unknown, got: unknown, name = ''): Difference | undefined {
  if (Array.isArray(expected))
    return Array.isArray(got) ? listDifference(expected, got, name) : differ(name, expected, got);
  if (!isObject(expected)) return isSame(expected, got) ? undefined : differ(name, expected, got);
  if (!isObject(got)) return differ(name, expected, got);
  for (const [key, value] of Object.entries(expected)) {
    const found = differenceOf(value, got[key], name === '' ? key : `${name}.${key}`);
    if (found) return found;
  }
  return undefined;
}

function listDifference(
  expected: readonly unknown[],
  got: readonly unknown[],
  name: string,
): Difference | undefined {
  const last = name.split('.').at(-1) ?? '';
  if (SETS.has(last)) {
    const relevant = HOLDINGS.has(last) ? holding : () => true;
    return setDifference(expected.filter(relevant), got.filter(relevant), name);
  }
  if (expected.length !== got.length) return differ(name, expected, got);
  for (const [at, value] of expected.entries()) {
    const found = differenceOf(value, got[at], `${name}[${at}]`);
    if (found) return found;
  }
  return undefined;
}

/** Finds for each expected row one that fits, each but once; what is left over on either side differs. */
function setDifference(
  expected: readonly unknown[],
  got: readonly unknown[],
  name: string,
): Difference | undefined {
  const matching = new Matching(expected, got);
  const missing = expected.find((_, at) => !matching.place(at));
  if (missing !== undefined) return differ(`${name} has`, missing, matching.left());
  const left = matching.left();
  return left.length === 0 ? undefined : differ(`${name} has nothing else`, [], left);
}

/** An expected row may fit several that came: one that took what another needs goes on to the next that it fits. */
class Matching {
  /** Place of the expected row by the place of the one that it took. */
  private readonly takenBy = new Map<number, number>();

  constructor(
    private readonly expected: readonly unknown[],
    private readonly got: readonly unknown[],
  ) {}

  place(row: number, tried = new Set<number>()): boolean {
    return this.got.some((each, at) => {
      if (tried.has(at) || differenceOf(this.expected[row], each) !== undefined) return false;
      tried.add(at);
      const before = this.takenBy.get(at);
      if (before !== undefined && !this.place(before, tried)) return false;
      this.takenBy.set(at, row);
      return true;
    });
  }

  left(): readonly unknown[] {
    return this.got.filter((_, at) => !this.takenBy.has(at));
  }
}

function holding(row: unknown): boolean {
  return !isObject(row) || ['qty', 'amount'].some((key) => row[key] !== undefined && !isSame(row[key], '0'));
}

function isSame(expected: unknown, got: unknown): boolean {
  if (expected === got) return true;
  if (typeof expected !== 'string' || typeof got !== 'string') return false;
  return isDecimalText(expected) && isDecimalText(got) && new Decimal(expected).eq(got);
}

function differ(name: string, expected: unknown, got: unknown): Difference {
  return { expected: `${name} ${shown(expected)}`.trim(), got: shown(got) };
}
