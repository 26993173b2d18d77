import type { Definition, FormDefinition, FormulaDefinition } from '../metadata/index.js';
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
