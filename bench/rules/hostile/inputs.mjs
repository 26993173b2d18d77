import { compileCondition, compileFormula, compileUntyped } from '@dougong/kernel/expression';
import { buildFormModel, coerceValues } from '@dougong/kernel/forms';
import { checkDefinition } from '@dougong/kernel/metadata';
import { namedFormulas } from './named-formulas.mjs';
import { tables } from './tables.mjs';

/**
 * What an attacker, or an accident, hands to the kernel. `prepare` makes the input, which may be large itself; `answer`
 * is measured. Whatever comes out, a refusal or a value, must come soon.
 */

const number = { kind: 'number' };
const text = { kind: 'text' };
const scope = { fields: { qty: number, name: text, lines: { kind: 'table', columns: { qty: number } } } };

function formula(source, record = {}) {
  return {
    prepare: source,
    answer(input) {
      const compiled = compileFormula(input, scope);
      if (compiled.ok) compiled.value.evaluate({ record });
    },
  };
}

function condition(logic, record = () => ({})) {
  return {
    prepare: () => ({ logic: logic(), record: record() }),
    answer(input) {
      const compiled = compileCondition(input.logic, scope);
      if (!compiled.ok) return;
      compiled.value.holds({ record: input.record });
      compiled.value.explain({ record: input.record });
    },
  };
}

function untyped(logic, data) {
  return {
    prepare: () => ({ logic: logic(), data: data() }),
    answer({ logic: rule, data: given }) {
      try {
        compileUntyped(rule)(given);
      } catch (error) {
        if (error.constructor.name !== 'UntypedLogicError') throw error;
      }
    },
  };
}

const definition = (make) => ({ prepare: make, answer: (input) => checkDefinition(input) });
const body = (make) => ({ prepare: make, answer: (input) => coerceValues(model(), input) });

const list = (count, item) => Array.from({ length: count }, (_, n) => item(n));

function deep(levels, wrap, inner = true) {
  let value = inner;
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

const doubling = (code) => ({
  reduce: [{ var: 'n' }, { [code]: [{ var: 'accumulator' }, { var: 'accumulator' }] }, ['ab']],
});
const steps = () => ({ n: list(60, (n) => n) });

const title = { 'zh-CN': '—', en: '—' };
const form = (properties) => ({
  kind: 'form',
  format: 1,
  key: 'doc',
  title,
  usage: 'document',
  schema: { type: 'object', properties },
  ui: { order: Object.keys(properties) },
});
const rule = (logic) => ({
  kind: 'rule',
  format: 1,
  key: 'rule',
  title,
  form: 'doc',
  enabled: true,
  trigger: { on: ['update'] },
  phase: 'validate',
  priority: 1,
  condition: logic,
  actions: [{ id: 'a', type: 'warn', message: title }],
});

const LINES = {
  type: 'array',
  'x-title': title,
  items: { type: 'object', properties: { note: { type: 'string', 'x-title': title } } },
};
function model() {
  const built = buildFormModel(
    form({ name: { type: 'string', 'x-title': title }, lines: LINES }),
    () => undefined,
  );
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

export const inputs = {
  'formula: powers of powers': formula(() => '9 ^ 9 ^ 9 ^ 9'),
  'formula: a power of a long number': formula(() => 'POWER(1.000000001, 999999999)'),
  'formula: 100,000 terms': formula(() => `1${'+1'.repeat(99_999)}`),
  'formula: 20,000 brackets': formula(() => `${'('.repeat(20_000)}1${')'.repeat(20_000)}`),
  'formula: 4000 characters of nesting': formula(() => `${'ABS('.repeat(799)}1${')'.repeat(799)}`),
  'formula: a text that doubles': formula(() => 'SUBSTITUTE(SUBSTITUTE(name, "a", name), "a", name)', {
    name: 'a'.repeat(2000),
  }),
  'formula: names of prototypes': formula(() => 'constructor.constructor("return process")()'),
  'formula: sums over long columns': formula(() => list(100, () => 'SUM(lines.qty)').join('+'), {
    lines: list(2000, () => ({ qty: '1' })),
  }),
  'condition: 20,000 levels': condition(() => deep(20_000, (inner) => ({ '!': inner }))),
  'condition: 20,000 levels of and': condition(() => deep(20_000, (inner) => ({ and: [inner, true] }))),
  'condition: 100,000 operands': condition(() => ({
    or: list(100_000, () => ({ '>': [{ var: 'qty' }, 1] })),
  })),
  'condition: a list of 1,000,000': condition(() => ({ in: [{ var: 'qty' }, list(1_000_000, (n) => n)] })),
  'condition: a text that doubles': condition(
    () => deep(17, (inner) => ({ cat: [inner, inner] }), { var: 'name' }),
    () => ({ name: 'a'.repeat(90_000) }),
  ),
  'condition: products of long numbers': condition(
    () => ({ '>': [{ '*': list(1900, () => ({ var: 'qty' })) }, 0] }),
    () => ({ qty: '9'.repeat(40) }),
  ),
  'condition: a wide test over 2000 lines': condition(
    () => ({ none: [{ var: 'lines' }, { or: list(600, () => ({ '>': [{ var: 'qty' }, 5] })) }] }),
    () => ({ lines: list(2000, () => ({ qty: '1' })) }),
  ),
  'condition: a table of 1,000,000 lines': condition(
    () => ({ some: [{ var: 'lines' }, { '>': [{ var: 'qty' }, 5] }] }),
    () => ({ lines: list(1_000_000, () => null) }),
  ),
  'condition: names of prototypes': condition(() => ({ '==': [{ var: '__proto__.constructor' }, 1] })),
  'condition: a pattern that explodes': condition(
    () => ({ match: [{ var: 'name' }, '^(a|a)*$'] }),
    () => ({ name: `${'a'.repeat(5000)}!` }),
  ),
  'plain JsonLogic: reduce and merge': untyped(() => doubling('merge'), steps),
  'plain JsonLogic: reduce and cat': untyped(() => doubling('cat'), steps),
  'plain JsonLogic: 20,000 levels': untyped(() => deep(20_000, (inner) => ({ '!': [inner] })), steps),
  'plain JsonLogic: lists in lists in lists': untyped(
    () => deep(6, (inner) => ({ map: [{ var: 'n' }, inner] }), { var: '' }),
    steps,
  ),
  'definition: a condition of 20,000 levels': definition(() =>
    rule(deep(20_000, (inner) => ({ '!': inner }))),
  ),
  'definition: a schema of 20,000 levels': definition(() =>
    form({ a: deep(20_000, (items) => ({ type: 'array', items }), { type: 'string' }) }),
  ),
  'definition: 20,000 fields that are none': definition(() =>
    form(Object.fromEntries(list(20_000, (n) => [`f${n}`, { type: 'nothing', $data: '1/pattern' }]))),
  ),
  'definition: a pattern that explodes': definition(() =>
    form({ a: { type: 'string', 'x-title': title, pattern: '^(a|a)*$', default: `${'a'.repeat(5000)}!` } }),
  ),
  'definition: names of prototypes': definition(() =>
    form(JSON.parse('{"__proto__":{"type":"string"},"constructor":{"type":"string"}}')),
  ),
  'values: 20,000 levels': body(() => ({
    name: deep(20_000, (inner) => [inner]),
    lines: deep(20_000, (a) => ({ a })),
  })),
  'values: 1,000,000 lines': body(() => ({ lines: list(1_000_000, () => 1) })),
  'values: a text of a million characters': body(() => ({ name: 'a'.repeat(1_000_000) })),
  'values: names of prototypes': body(() =>
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"name":1}}'),
  ),
};

/** Definitions as large and as entangled as a designer may make them: they are read and checked, not refused. */
export const largest = { ...namedFormulas, ...tables };
