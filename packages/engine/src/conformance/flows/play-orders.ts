import type { CaseStep, FlowCase } from './flow-case.js';
import type { RaceOrder } from './play-case.js';

/** In which orders a case is played: once, or as often as its races have orders, and at once. */

const ALL_ORDERS_UP_TO = 3;
/** How often what happens at once is tried. */
const AT_ONCE = 2;

/** The orders of a case; a case without a race has one. */
export function ordersOf({ steps }: FlowCase): readonly RaceOrder[] {
  const longest = Math.max(0, ...steps.map((step) => (step.do === 'race' ? lengthOf(step) : 0)));
  if (longest === 0) return [indexes];
  const inTurn = longest <= ALL_ORDERS_UP_TO ? permutations(indexes(longest)) : turned(longest);
  const fitting = inTurn.map(
    (order): RaceOrder =>
      (actions) =>
        order.filter((at) => at < actions),
  );
  return [...fitting, ...Array.from({ length: AT_ONCE }, (): RaceOrder => 'at once')];
}

function lengthOf({ actions = [] }: CaseStep): number {
  return actions.length;
}

function indexes(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

/** Every action comes first once, forwards, and the whole row once backwards. */
function turned(count: number): readonly (readonly number[])[] {
  const forwards = indexes(count).map((first) => indexes(count).map((at) => (first + at) % count));
  return [...forwards, [...indexes(count)].reverse()];
}
