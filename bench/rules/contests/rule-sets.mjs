import { inOnePass } from '@dougong/kernel/expression';
import { buildFormModel } from '@dougong/kernel/forms';
import { compileRules, fireValidate } from '@dougong/kernel/rules';
import jsonLogic from 'json-logic-js';
import { scope } from '../records.mjs';
import { makeConditions } from '../rules.mjs';
import { count, inTurn } from './conditions.mjs';

/**
 * One field of a saved document has changed: the rule engine asks only the rules that watch it. A library without an
 * index asks them all. `fired` makes the messages and the trace besides.
 */

export const oneFieldOfHundred = {
  title: '100 rules, one changed field',
  goals: [{ of: 'dougong', against: 'json-logic-js', atLeast: 50 }],
  contestants: () => onChange(100),
};

export const oneFieldOfTenThousand = {
  title: '10,000 rules, one changed field',
  goals: [{ of: 'dougong', against: 'json-logic-js', atLeast: 50 }],
  contestants: () => onChange(10_000),
};

/**
 * The same pass of a hundred rules, with and without collecting a trace: conditions, actions and their messages. The
 * trace keeps the outcome of each rule and the record; reasons are worked out when somebody wants to see them, here all
 * of them at once. Beside it the conditions alone, without anything that follows from them.
 */
export const trace = {
  title: '100 rules with and without trace',
  goals: [{ of: 'trace on', against: 'trace off', atMost: 3 }],
  contestants() {
    const model = documentModel();
    const rules = ruleSet(makeConditions(100), model);
    const fire = (wire, trace) => fireValidate(rules, model, EVERYTHING, wire, { trace });
    const fired = ({ outcome }) => outcome === 'fired';
    return {
      'trace off': inTurn(({ wire }) => fire(wire, 'none').issues.length),
      'trace on': inTurn(({ wire }) => count(fire(wire, 'all').trace, fired)),
      'every reason worked out': inTurn(({ wire }) =>
        count(fire(wire, 'all').trace, (entry) => entry.explain().holds),
      ),
      'conditions alone': inTurn(({ wire }) => {
        const input = inOnePass({ record: wire });
        return count(rules.candidates(model.key, 'validate', EVERYTHING), ({ condition }) =>
          condition.holds(input),
        );
      }),
    };
  },
};

const FIELD = 'n5';
const CHANGED = { type: 'update', changed: new Set([FIELD]) };
const EVERYTHING = { type: 'update', changed: new Set(Object.keys(scope.fields)) };

function onChange(size) {
  const conditions = makeConditions(size);
  const watching = new Set(conditions.filter((rule) => fieldsOf(rule).includes(FIELD)));
  const model = documentModel();
  const rules = ruleSet(conditions, model);
  return {
    // All are asked; those that watch the field are counted, for these are the ones that should fire.
    'json-logic-js': inTurn(({ plain }) =>
      count(conditions, (rule) => jsonLogic.apply(rule, plain) && watching.has(rule)),
    ),
    dougong: inTurn(({ wire }) => {
      const input = inOnePass({ record: wire });
      return count(rules.candidates(model.key, 'validate', CHANGED), ({ condition }) =>
        condition.holds(input),
      );
    }),
    'dougong, fired': inTurn(({ wire }) => fireValidate(rules, model, CHANGED, wire).issues.length),
  };
}

function ruleSet(conditions, model) {
  const rules = compileRules(conditions.map(asRule), {
    models: new Map([[model.key, model]]),
    postings: new Set(),
  });
  if (!rules.ok) throw new Error(JSON.stringify(rules.error.slice(0, 3)));
  return rules.value;
}

const title = (text) => ({ 'zh-CN': text, en: text });

function fieldsOf(condition) {
  return [...new Set([...JSON.stringify(condition).matchAll(/"var":"(\w+)"/g)].map(([, name]) => name))];
}

/** A rule that waits for the fields its condition reads. */
function asRule(condition, at) {
  return {
    kind: 'rule',
    format: 1,
    key: `rule_${at}`,
    title: title(`Rule ${at}`),
    form: 'doc',
    enabled: true,
    trigger: { on: ['update'], fields: fieldsOf(condition) },
    phase: 'validate',
    priority: 100,
    condition,
    actions: [{ id: 'a', type: 'warn', message: title('Look at this') }],
  };
}

const SCHEMAS = {
  number: { type: 'string', format: 'decimal', 'x-scale': 2 },
  text: { type: 'string' },
  boolean: { type: 'boolean' },
};

function documentModel() {
  const properties = Object.fromEntries(
    Object.entries(scope.fields).map(([key, { kind }]) => [key, { ...SCHEMAS[kind], 'x-title': title(key) }]),
  );
  const form = {
    kind: 'form',
    format: 1,
    key: 'doc',
    title: title('Document'),
    usage: 'document',
    schema: { type: 'object', properties },
    ui: { order: Object.keys(properties) },
  };
  const model = buildFormModel(form, () => undefined);
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return model.value;
}
