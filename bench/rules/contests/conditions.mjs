import { compileCondition, inOnePass } from '@dougong/kernel/expression';
import jsonLogic from 'json-logic-js';
import { LogicEngine } from 'json-logic-engine';
import { records, scope } from '../records.mjs';
import { makeConditions, ONE_RULE } from '../rules.mjs';

/**
 * Full passes: every rule is asked about a record of 40 fields. As in the rule engine all rules of a pass are given one
 * input, so that each of its fields is read once.
 */

export const oneRule = {
  title: '1 rule',
  goals: [{ of: 'dougong', against: 'json-logic-js', atLeast: 3 }],
  contestants: () => oneAtATime(ONE_RULE),
};

export const hundredRules = {
  title: '100 rules, full pass',
  goals: [{ of: 'dougong', against: 'json-logic-js', atLeast: 2.5 }],
  contestants: () => passes(makeConditions(100)),
};

export const tenThousandRules = {
  title: '10,000 rules, full pass',
  goals: [{ of: 'dougong', against: 'json-logic-js', atLeast: 2 }],
  contestants: () => passes(makeConditions(10_000)),
};

export function compiled(logic) {
  const condition = compileCondition(logic, scope);
  if (!condition.ok) throw new Error(`${JSON.stringify(logic)}: ${JSON.stringify(condition.error)}`);
  return condition.value;
}

function oneAtATime(logic) {
  const condition = compiled(logic);
  const engine = new LogicEngine();
  const built = engine.build(logic);
  return {
    'json-logic-js': inTurn(({ plain }) => jsonLogic.apply(logic, plain)),
    'json-logic-engine run': inTurn(({ plain }) => engine.run(logic, plain)),
    'json-logic-engine build': inTurn(({ plain }) => built(plain)),
    dougong: inTurn(({ wire }) => condition.holds({ record: wire })),
  };
}

function passes(rules) {
  const conditions = rules.map(compiled);
  const engine = new LogicEngine();
  const built = rules.map((rule) => engine.build(rule));
  return {
    'json-logic-js': inTurn(({ plain }) => count(rules, (rule) => jsonLogic.apply(rule, plain))),
    'json-logic-engine run': inTurn(({ plain }) => count(rules, (rule) => engine.run(rule, plain))),
    'json-logic-engine build': inTurn(({ plain }) => count(built, (run) => run(plain))),
    dougong: inTurn(({ wire }) => {
      const input = inOnePass({ record: wire });
      return count(conditions, (condition) => condition.holds(input));
    }),
  };
}

export function count(rules, holds) {
  let met = 0;
  for (const rule of rules) if (holds(rule)) met += 1;
  return met;
}

/** Work that takes the next record each time, beginning anew after the last. */
export function inTurn(work) {
  let at = 0;
  return () => {
    at = (at + 1) % records.length;
    return work(records[at]);
  };
}
