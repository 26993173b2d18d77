import { inOnePass } from '../frame.js';
import type { RecordData, Scope } from '../types.js';
import { compileCondition } from './compile-condition.js';

const scope: Scope = {
  fields: {
    qty: { kind: 'number', scale: 2 },
    limit: { kind: 'number', scale: 2 },
    kind: { kind: 'text' },
    urgent: { kind: 'boolean' },
  },
};

function compiled(logic: unknown) {
  const condition = compileCondition(logic as never, scope);
  if (!condition.ok) throw new Error(JSON.stringify(condition.error));
  return condition.value;
}

/** Tells how often each field is read. */
function watched(record: RecordData): { record: RecordData; reads: Map<string, number> } {
  const reads = new Map<string, number>();
  const seen = new Proxy(record, {
    get(target, name) {
      reads.set(String(name), (reads.get(String(name)) ?? 0) + 1);
      return target[String(name)];
    },
  });
  return { record: seen, reads };
}

const CONDITIONS = [
  { '>': [{ var: 'qty' }, 10] },
  { '<': [{ var: 'qty' }, { var: 'limit' }] },
  { '>': [{ '*': [{ var: 'qty' }, 2] }, { '-': [{ var: 'limit' }, 0.5] }] },
  { and: [{ in: [{ var: 'kind' }, ['a', 'b']] }, { '!': [{ var: 'urgent' }] }] },
  { or: [{ '!=': [{ var: 'qty' }, 12.5] }, { '==': [{ var: 'kind' }, 'b'] }] },
].map(compiled);

const ask = (record: RecordData, together: boolean): readonly boolean[] => {
  const input = together ? inOnePass({ record }) : { record };
  return CONDITIONS.map((condition) => condition.holds(input));
};

describe('a pass of many conditions over one record', () => {
  test('reads each field once', () => {
    const { record, reads } = watched({ qty: '12.50', limit: '20.00', kind: 'a', urgent: false });
    const input = inOnePass({ record });
    for (const condition of CONDITIONS) condition.holds(input);
    expect(Object.fromEntries(reads)).toEqual({ qty: 1, limit: 1, kind: 1, urgent: 1 });
  });

  test.each([
    [{ qty: '12.50', limit: '20.00', kind: 'a', urgent: false }],
    [{ qty: '12.50', limit: '12.5', kind: 'b', urgent: true }],
    [{ qty: '', limit: '20.00', kind: '', urgent: null }],
    [{ qty: '99999999999999999999.01', limit: '99999999999999999999.02', kind: 'c' }],
    [{ qty: 'many', limit: '1', kind: 7, urgent: 'yes' }],
    [{}],
  ])('answers as if each were asked alone: %j', (record) => {
    expect(ask(record, true)).toEqual(ask(record, false));
  });

  test('knows nothing of the record of another pass', () => {
    const [first] = CONDITIONS;
    const [high, low] = [inOnePass({ record: { qty: '11' } }), inOnePass({ record: { qty: '9' } })];
    expect([high, low, high, low].map((input) => first?.holds(input))).toEqual([true, false, true, false]);
  });

  test('sees a field that has the name of something every object has only where the record has it', () => {
    const own = { fields: { valueOf: { kind: 'number' }, qty: { kind: 'number' } } } as const;
    const condition = compileCondition({ '>': [{ var: 'valueOf' }, 1] }, own);
    if (!condition.ok) throw new Error(JSON.stringify(condition.error));
    expect(condition.value.holds({ record: { qty: '1' } })).toBe(false);
    expect(condition.value.holds({ record: { valueOf: '2' } as never })).toBe(true);
  });
});
