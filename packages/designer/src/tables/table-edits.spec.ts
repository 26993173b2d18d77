import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import { checkWhileTyping, placeOf } from './check-table.js';
import { RowsStore } from './rows-store.js';
import {
  addColumn,
  changeColumn,
  insertRow,
  moveColumn,
  moveRow,
  removeColumn,
  removeTest,
} from './table-edits.js';
import { tryTable } from './try-table.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });

const TABLE: DecisionTableDefinition = {
  kind: 'decision-table',
  format: 1,
  key: 'level_of',
  title: title('Level'),
  inputs: [
    { id: 'amount', title: title('Amount'), type: 'number', scale: 2, minimum: '0', required: true },
    { id: 'kind', title: title('Kind'), type: 'choice', choices: ['a', 'b'], required: true },
  ],
  outputs: [{ id: 'level', title: title('Level'), type: 'text' }],
  hitPolicy: 'UNIQUE',
  rows: [
    { id: 'low', when: { amount: '<= 100', kind: 'a' }, then: { level: 'low' } },
    { id: 'high', when: { amount: '> 100' }, then: { level: 'high' }, note: 'rare' },
  ],
  tests: [{ name: 'low', inputs: { amount: '1', kind: 'a' }, expect: { level: 'low' }, rows: ['low'] }],
};

describe('editing a decision table', () => {
  test('a column that gets another id takes its cells and the values of tests along', () => {
    const [amount] = TABLE.inputs;
    const next = changeColumn(TABLE, 'inputs', 'amount', { ...amount!, id: 'sum' });
    expect(next.rows.map(({ when }) => when)).toEqual([{ sum: '<= 100', kind: 'a' }, { sum: '> 100' }]);
    expect(next.tests?.[0]?.inputs).toEqual({ sum: '1', kind: 'a' });
  });

  test('a column goes with its cells, and a side keeps its last column', () => {
    expect(removeColumn(TABLE, 'inputs', 'kind').rows[0]?.when).toEqual({ amount: '<= 100' });
    expect(removeColumn(TABLE, 'outputs', 'level')).toBe(TABLE);
  });

  test('columns and rows move by one place and stop at the ends', () => {
    expect(moveColumn(TABLE, 'inputs', 'kind', -1).inputs.map(({ id }) => id)).toEqual(['kind', 'amount']);
    expect(moveRow(TABLE, 'low', 1).rows.map(({ id }) => id)).toEqual(['high', 'low']);
    expect(moveRow(TABLE, 'low', -1).rows.map(({ id }) => id)).toEqual(['low', 'high']);
  });

  test('a new column and a new row get names that nobody has', () => {
    expect(addColumn(TABLE, 'inputs', 'New').inputs.at(-1)).toMatchObject({ id: 'input_4', type: 'text' });
    expect(insertRow(TABLE, { kind: 'b' }, 'low').rows.map(({ id }) => id)).toEqual(['low', 'row_3', 'high']);
  });

  test('without its last test a table has none', () => {
    expect(removeTest(TABLE, 0)).not.toHaveProperty('tests');
  });
});

describe('the rows in the grid', () => {
  test('come back as they went in', () => {
    expect(new RowsStore(TABLE).rows()).toEqual(TABLE.rows);
  });

  test('what is typed is a cell, what is emptied is none, and added rows get ids', () => {
    const store = new RowsStore(TABLE);
    store.lines.setCells([
      { row: store.keyOf('low')!, column: 'when.kind', value: null },
      { row: store.keyOf('high')!, column: 'then.level', value: 'top' },
    ]);
    store.lines.insertRows([{ index: 2, values: { 'when.amount': '-' } }]);
    expect(store.rows()).toEqual([
      { id: 'low', when: { amount: '<= 100' }, then: { level: 'low' } },
      { id: 'high', when: { amount: '> 100' }, then: { level: 'top' }, note: 'rare' },
      { id: 'row_3', when: { amount: '-' }, then: {} },
    ]);
  });
});

describe('a row that Enter adds at the end', () => {
  test('is none before something is typed into it', () => {
    const store = new RowsStore(TABLE);
    const [key] = store.lines.insertRows([{ index: 2, values: {} }]);
    expect(store.rows()).toEqual(TABLE.rows);
    store.lines.setCells([{ row: key!, column: 'note', value: 'new' }]);
    expect(store.rows().at(-1)).toEqual({ id: 'row_3', when: {}, then: {}, note: 'new' });
  });
});

describe('the check while typing', () => {
  test('finds the gap with a row that closes it', () => {
    const { findings } = checkWhileTyping(TABLE, undefined);
    const gap = findings.find(({ code }) => code === 'table_gap');
    expect(gap?.proposal).toMatchObject({ kind: 'b' });
    const closed = insertRow(TABLE, gap!.proposal!);
    expect(checkWhileTyping(closed, undefined).complete).toBe(true);
  });

  test('points at the cell that cannot be read', () => {
    const broken = { ...TABLE, rows: [{ id: 'low', when: { amount: '>> 1' }, then: {} }] };
    const [found] = checkWhileTyping(broken, undefined).findings;
    expect(placeOf(found!, broken)).toEqual({ row: 'low', side: 'when', column: 'amount' });
  });

  test('tells which row the values hit and which column put the others out', () => {
    const { table } = checkWhileTyping(TABLE, undefined);
    const tried = tryTable(table!, { amount: '100.01', kind: 'b' }, '2026-01-01');
    expect(tried).toMatchObject({ rows: ['high'], outputs: { level: 'high' } });
    expect([...tried.excludedBy]).toEqual([['low', 'amount']]);
  });
});
