import type { FormDefinition } from '../metadata/index.js';
import { action, definitionsWith, releaseOf, requestForm, rule } from './commands.fixtures.js';
import { AMY, AT, INK, NORTH, Office, PEN } from './office.fixtures.js';
import { uuid } from '../forms/claim.fixtures.js';

const filled: FormDefinition = {
  ...requestForm,
  fills: [
    {
      id: 'held',
      into: 'lines',
      needs: ['place'],
      register: 'holdings',
      where: { place: 'place' },
      join: [{ register: 'item_values', as: 'pool', on: { item: 'item', place: 'place' } }],
      values: { item: 'row.item', qty: 'row.qty', price: 'IF(row.qty == 0, 0, pool.amount / pool.qty)' },
      sort: ['item'],
    },
  ],
};

describe('lines taken from balances', () => {
  const release = releaseOf(definitionsWith(filled));
  const create = { type: 'create', form: 'request', id: uuid(50), at: AT, values: { place: NORTH } } as const;

  test('are asked for together with references and numbers', () => {
    const office = new Office(release);
    expect(office.decide(create, office.factsOf(AMY, create))).toEqual({
      kind: 'needs',
      needs: {
        references: [{ form: 'place', id: NORTH }],
        numbers: { 'request.no.2026': 1 },
        fills: [
          {
            key: `request/held/${NORTH}`,
            register: 'holdings',
            where: { place: NORTH },
            joins: [{ as: 'pool', register: 'item_values', where: { place: NORTH } }],
          },
        ],
      },
    });
  });

  test('are a sorted snapshot with values of the joined balance, each line with an id and a number', () => {
    const office = new Office(release);
    const facts = office.learn(office.factsOf(AMY, create), {
      references: [
        { form: 'place', id: NORTH },
        { form: 'item', id: PEN },
        { form: 'item', id: INK },
      ],
      numbers: { 'request.no.2026': 1 },
    });
    const held = (item: string, qty: string) => ({ item, place: NORTH, qty });
    const fill = {
      rows: [held(INK, '2.000000'), held(PEN, '40.000000')],
      joined: {
        pool: [
          { ...held(PEN, '40.000000'), amount: '90.00' },
          { ...held(INK, '2.000000'), amount: '61.00' },
        ],
      },
    };
    const decision = office.decide(create, { ...facts, fills: new Map([[`request/held/${NORTH}`, fill]]) });
    expect(decision).toMatchObject({
      kind: 'effects',
      effects: {
        subjectRecord: {
          total: '151.00',
          lines: [
            { line_no: 1, item: PEN, qty: '40.000', price: '2.25', id: expect.any(String) },
            { line_no: 2, item: INK, qty: '2.000', price: '30.50', id: expect.any(String) },
          ],
        },
      },
    });
  });

  test('are asked by line rules once each', () => {
    const mark = rule(
      'mark',
      [action('setField', { field: 'lines.mark', formula: 'CONCAT(COALESCE(lines.mark, ""), "x")' })],
      {
        phase: 'derive',
        foreach: 'lines',
      },
    );
    const office = new Office(releaseOf(definitionsWith(filled, mark)));
    const facts = office.learn(office.factsOf(AMY, create), {
      references: [
        { form: 'place', id: NORTH },
        { form: 'item', id: PEN },
        { form: 'item', id: INK },
      ],
      numbers: { 'request.no.2026': 1 },
    });
    const rows = [INK, PEN].map((item) => ({ item, place: NORTH, qty: '0' }));
    const decision = office.decide(create, {
      ...facts,
      fills: new Map([[`request/held/${NORTH}`, { rows, joined: { pool: [] } }]]),
    });
    expect(decision).toMatchObject({ effects: { subjectRecord: { lines: [{ mark: 'x' }, { mark: 'x' }] } } });
  });

  test('wait until the fields that they need are filled', () => {
    const office = new Office(release);
    const empty = { ...create, values: {} };
    expect(office.decide(empty, office.factsOf(AMY, empty))).toMatchObject({ needs: { fills: [] } });
  });
});
