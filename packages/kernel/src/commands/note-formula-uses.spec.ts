import { evaluateNamedFormula, toWire } from '../expression/index.js';
import type { Value } from '../expression/index.js';
import type {
  DecisionTableDefinition,
  Definition,
  FormDefinition,
  FormulaDefinition,
} from '../metadata/index.js';
import { definitionsWith, releaseOf, requestForm, title } from './commands.fixtures.js';
import { checkRelease } from './compile-release.js';
import { AMY, INK, LEA, Office, PEN, requestOf } from './office.fixtures.js';

const surcharge: FormulaDefinition = {
  kind: 'formula',
  format: 1,
  key: 'surcharge',
  title: title('Surcharge'),
  parameters: [{ id: 'base', title: title('Base'), type: 'number', scale: 2 }],
  result: { type: 'number', scale: 2 },
  expression: 'base * 1.13',
  tests: [{ name: 'a hundred', arguments: { base: '100' }, expect: '113.00' }],
};

/** The request whose lines take their amount from the named formula. */
function requestCalling(expression: string): FormDefinition {
  const text = JSON.stringify(requestForm).replace('lines.qty * lines.price', expression);
  return JSON.parse(text) as FormDefinition;
}

const calling = requestCalling('surcharge(lines.qty * lines.price)');
const office = () => new Office(releaseOf(definitionsWith(surcharge, calling), 4));
const linesOf = (shop: Office, id: string) => shop.record(id)?.['lines'] as { id: string; amount: string }[];

describe('numbers that named formulas worked out', () => {
  test('are kept together with what the formula was given', () => {
    const shop = office();
    const { effects } = shop.create(AMY, requestOf('2'));
    const record = effects?.subjectRecord;
    const line = (record?.['lines'] as { id: string; amount: string }[])[0];
    expect(line?.amount).toBe('5.65');
    expect(effects?.formulaUses).toEqual([
      {
        form: 'request',
        recordId: record?.id,
        version: 1,
        uses: [
          {
            field: 'lines.amount',
            line: line?.id,
            definition: { kind: 'formula', key: 'surcharge' },
            inputs: { base: '5' },
            result: '5.65',
          },
        ],
      },
    ]);
  });

  test('are noted again only where they were worked out again', () => {
    const shop = office();
    const id = shop.made(AMY, requestOf('2'));
    expect(shop.change(AMY, id, { note: 'x' }).effects?.formulaUses).toEqual([]);
    const added = shop.change(AMY, id, { lines: { upsert: [{ item: INK, qty: '1' }] } });
    const second = linesOf(shop, id)[1]?.id;
    expect(added.effects?.formulaUses).toMatchObject([
      { version: 3, uses: [{ line: second, inputs: { base: '30' } }] },
    ]);
    const [first] = linesOf(shop, id);
    const changed = shop.change(AMY, id, { lines: { upsert: [{ id: first?.id, item: PEN, qty: '4' }] } });
    expect(changed.effects?.formulaUses).toMatchObject([{ version: 4, uses: [{ inputs: { base: '10' } }] }]);
  });

  test('need no note when the record only moves on', () => {
    const shop = office();
    const id = shop.made(AMY, requestOf('2'));
    expect(shop.act(AMY, id, 'send').effects?.formulaUses).toEqual([]);
    expect(shop.answer(LEA, id, 'approve').effects?.formulaUses).toEqual([]);
  });

  test('a form without named formulas notes nothing', () => {
    expect(new Office().create(AMY, requestOf('2')).effects?.formulaUses).toEqual([]);
  });
});

describe('a number that was kept', () => {
  /** Rounds what it is given to cents before it doubles it, so that the digits it never saw would show. */
  const doubled: FormulaDefinition = {
    ...surcharge,
    key: 'doubled',
    title: title('Doubled'),
    parameters: [
      { id: 'base', title: title('Base'), type: 'number', scale: 1 },
      { id: 'others', title: title('Others'), type: 'numbers', scale: 1 },
    ],
    expression: 'IF(ISBLANK(base), 100, base * 2) + SUM(others)',
    tests: [],
  };

  function keptBy(form: FormDefinition, more: readonly Definition[], request: object) {
    const release = releaseOf(definitionsWith(...more, form), 4);
    const { effects } = new Office(release).create(AMY, request as ReturnType<typeof requestOf>);
    const uses = effects?.formulaUses[0]?.uses ?? [];
    return { release, uses };
  }

  test.each(['2.345', '2.35', '0.001', '7'])(
    'comes out again from the stored inputs and the release, to the last digit (%s)',
    (qty) => {
      const calling = requestCalling('doubled(lines.qty, [lines.qty, lines.qty * 1.05, lines.price / 3])');
      const { release, uses } = keptBy(calling, [doubled], requestOf(qty));
      expect(uses).toHaveLength(1);
      for (const { definition, inputs, result } of uses) {
        const formula = release.formulas.get(definition.key);
        if (!formula) throw new Error(definition.key);
        const again = evaluateNamedFormula(formula, inputs);
        expect(toWire(again as Value, { kind: 'number' })).toBe(result);
      }
    },
  );

  test('has the inputs as the formula took them: rounded to their places', () => {
    const calling = requestCalling('doubled(lines.qty / 3, [lines.price / 7])');
    const { uses } = keptBy(calling, [doubled], requestOf('2'));
    expect(uses).toMatchObject([{ inputs: { base: '0.7', others: ['0.4'] }, result: '1.8' }]);
  });

  test('has a blank as zero where the form counts blanks so, because the formula was given zero', () => {
    const form = requestCalling('doubled(IF(lines.qty > 9, 1), [lines.price])');
    const asZero = { ...form, blank: 'zero' as const };
    for (const each of [form, asZero]) {
      const { release, uses } = keptBy(each, [doubled], requestOf('2'));
      expect(uses).toHaveLength(1);
      for (const { inputs, result } of uses) {
        const formula = release.formulas.get('doubled');
        const again = formula && evaluateNamedFormula(formula, inputs);
        expect(toWire(again as Value, { kind: 'number' })).toBe(result);
      }
    }
  });

  test('that a decision table gave has the inputs as its columns take them', () => {
    const table: DecisionTableDefinition = {
      kind: 'decision-table',
      format: 1,
      key: 'rate_of',
      title: title('Rate'),
      hitPolicy: 'FIRST',
      inputs: [{ id: 'amount', title: title('Amount'), type: 'number', scale: 1 }],
      outputs: [{ id: 'rate', title: title('Rate'), type: 'number' }],
      rows: [
        { id: 'r1', when: { amount: '<= 0.6' }, then: { rate: '1' } },
        { id: 'r2', when: {}, then: { rate: '= amount * 3' } },
      ],
    };
    const { release, uses } = keptBy(requestCalling('rate_of(lines.qty / 3)'), [table], requestOf('2'));
    expect(uses).toMatchObject([{ inputs: { amount: '0.7' }, result: '2.1' }]);
    const again = release.tables.get('rate_of')?.evaluate(uses[0]?.inputs ?? {});
    expect(again?.ok && toWire(again.value.outputs['rate'] ?? null, { kind: 'number' })).toBe('2.1');
  });
});

describe('named formulas in a release', () => {
  const found = (...more: readonly Definition[]) =>
    checkRelease(1, definitionsWith(...more)).findings.map(
      ({ definition, code, path }) => `${definition.kind}/${definition.key} ${code} ${path}`,
    );

  test('a failed test of a formula blocks the publish and names the test', () => {
    const tests = [{ name: 'wrong', arguments: { base: '100' }, expect: '113.01' }];
    expect(found({ ...surcharge, tests })).toEqual(['formula/surcharge formula_test_failed /tests/0/expect']);
  });

  test('a ring of formulas blocks the publish', () => {
    expect(found({ ...surcharge, expression: 'surcharge(base)', tests: [] })).toEqual([
      'formula/surcharge formula_cycle /expression',
    ]);
  });

  test('a form that calls a formula which is not there is refused', () => {
    expect(found(calling)).toContain(
      'form/request formula_unknown_function /schema/properties/lines/items/properties/amount/x-formula',
    );
  });
});
