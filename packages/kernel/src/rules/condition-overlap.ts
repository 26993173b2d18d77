import { Decimal, parseDecimal } from '../foundation/index.js';
import type { Condition } from '../metadata/index.js';

/** Whether two conditions can hold for the same record. Told from plain comparisons only, and `true` when in doubt. */

/** What a condition asks of one field. */
interface Demand {
  /** One of these, when they are enumerated. */
  readonly among?: ReadonlySet<string>;
  readonly not: ReadonlySet<string>;
  readonly above?: Bound;
  readonly below?: Bound;
}

interface Bound {
  readonly value: Decimal;
  readonly open: boolean;
}

type Demands = Map<string, Demand>;

/** False only where two conditions certainly exclude each other: `x > 5` and `x <= 5`, `kind = a` and `kind in (b, c)`. */
export function mayOverlap(one: Condition, other: Condition): boolean {
  const demands: Demands = new Map();
  gather(one, demands);
  gather(other, demands);
  return [...demands.values()].every(isPossible);
}

/** Takes the comparisons that must all hold. */
function gather(logic: unknown, demands: Demands): void {
  const [operator, args] = operation(logic);
  if (operator === 'and') for (const part of args) gather(part, demands);
  else if (operator !== undefined) demand(operator, args, demands);
}

function operation(logic: unknown): readonly [string | undefined, readonly unknown[]] {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return [undefined, []];
  const [entry] = Object.entries(logic);
  if (!entry) return [undefined, []];
  return [entry[0], Array.isArray(entry[1]) ? (entry[1] as readonly unknown[]) : [entry[1]]];
}

const MIRRORED: Readonly<Record<string, string>> = {
  '==': '==',
  '===': '==',
  '!=': '!=',
  '!==': '!=',
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
};

function demand(operator: string, args: readonly unknown[], demands: Demands): void {
  const [left, right] = args;
  const field = fieldOf(left);
  if (operator === 'in' && field !== undefined && Array.isArray(right)) {
    const among = new Set(right.map(textOf).filter((text) => text !== undefined));
    if (among.size === right.length) narrow(demands, field, { among, not: new Set() });
    return;
  }
  if (MIRRORED[operator] === undefined || args.length !== 2) return;
  const plain = operator.length === 3 ? operator.slice(0, 2) : operator;
  if (field !== undefined) compare(plain, field, textOf(right), demands);
  else compare(MIRRORED[operator], fieldOf(right), textOf(left), demands);
}

function compare(
  operator: string,
  field: string | undefined,
  text: string | undefined,
  demands: Demands,
): void {
  if (field === undefined || text === undefined) return;
  if (operator === '==') return narrow(demands, field, { among: new Set([text]), not: new Set() });
  if (operator === '!=') return narrow(demands, field, { not: new Set([text]) });
  const value = parseDecimal(text);
  if (value === null) return;
  const bound = { value, open: operator.length === 1 };
  narrow(
    demands,
    field,
    operator.startsWith('>') ? { not: new Set(), above: bound } : { not: new Set(), below: bound },
  );
}

function fieldOf(logic: unknown): string | undefined {
  const [operator, args] = operation(logic);
  return operator === 'var' && args.length === 1 && typeof args[0] === 'string' ? args[0] : undefined;
}

/** A written value in one spelling, so that 5 and 5.0 are the same. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return new Decimal(value).toString();
  return typeof value === 'string' ? (parseDecimal(value)?.toString() ?? value) : undefined;
}

function narrow(demands: Demands, field: string, more: Demand): void {
  const known = demands.get(field) ?? { not: new Set<string>() };
  const among =
    known.among && more.among
      ? new Set([...known.among].filter((text) => more.among?.has(text)))
      : (known.among ?? more.among);
  demands.set(field, {
    ...(among ? { among } : {}),
    not: new Set([...known.not, ...more.not]),
    ...tighter('above', known, more, (a, b) => a.value.gt(b.value)),
    ...tighter('below', known, more, (a, b) => a.value.lt(b.value)),
  });
}

function tighter(
  side: 'above' | 'below',
  known: Demand,
  more: Demand,
  isTighter: (a: Bound, b: Bound) => boolean,
): Partial<Demand> {
  const [a, b] = [known[side], more[side]];
  if (!a || !b) return a || b ? { [side]: a ?? b } : {};
  if (a.value.eq(b.value)) return { [side]: { value: a.value, open: a.open || b.open } };
  return { [side]: isTighter(a, b) ? a : b };
}

function isPossible(asked: Demand): boolean {
  const { among, above, below, not } = asked;
  if (
    above &&
    below &&
    (above.value.gt(below.value) || (above.value.eq(below.value) && (above.open || below.open)))
  )
    return false;
  return among === undefined || [...among].some((text) => !not.has(text) && isWithin(text, asked));
}

function isWithin(text: string, { above, below }: Demand): boolean {
  if (!above && !below) return true;
  const value = parseDecimal(text);
  if (value === null) return true;
  const low = !above || (above.open ? value.gt(above.value) : value.gte(above.value));
  return low && (!below || (below.open ? value.lt(below.value) : value.lte(below.value)));
}
