import { Decimal, isDecimalText } from '@dougong/kernel/foundation';
import { createFormState, type FormValues } from './form-state.js';
import type { CellValue, LineValues } from '../lines/index.js';

function amounts(values: FormValues): Record<string, CellValue> {
  const entries = values['entries'] as readonly LineValues[];
  let total = new Decimal(0);
  const computed: Record<string, CellValue> = {};
  entries.forEach(({ quantity, price }, index) => {
    const readable = typeof quantity === 'string' && isDecimalText(quantity);
    const amount = readable ? new Decimal(quantity).times(String(price)) : null;
    computed[`/entries/${index}/amount`] = amount?.toFixed() ?? null;
    total = total.plus(amount ?? 0);
  });
  return { ...computed, '/total': total.toFixed() };
}

const SAVED: FormValues = {
  title: 'Claim',
  note: null,
  total: '0',
  entries: [
    { id: 'a', quantity: '1', price: '0.10', amount: null },
    { id: 'b', quantity: '2', price: '0.20', amount: null },
  ],
};

function form() {
  return createFormState({ values: SAVED, tables: ['entries'], recompute: amounts });
}

describe('form state', () => {
  test('a keystroke in a line computes its amount and the total, exactly', () => {
    const state = form();
    state.lines('entries').setCells([{ row: 'a', column: 'quantity', value: '3' }]);
    expect(state.lines('entries').value('a', 'amount')).toBe('0.3');
    expect(state.value('total')).toBe('0.7');
  });

  test('a change wakes the cells concerned and no others', () => {
    const state = form();
    const heard: string[] = [];
    const entries = state.lines('entries');
    entries.setCells([{ row: 'a', column: 'quantity', value: '5' }]);
    state.subscribeField('title', () => heard.push('title'));
    state.subscribeField('total', () => heard.push('total'));
    entries.subscribeCell('a', 'amount', () => heard.push('a.amount'));
    entries.subscribeCell('b', 'amount', () => heard.push('b.amount'));
    entries.subscribeCell('b', 'quantity', () => heard.push('b.quantity'));
    entries.setCells([{ row: 'a', column: 'quantity', value: '6' }]);
    expect(heard.sort()).toEqual(['a.amount', 'total']);
  });

  test('only what a person wrote is unsaved, and writing it back makes it clean', () => {
    const state = form();
    expect(state.isDirty()).toBe(false);
    state.setValue('note', 'x');
    state.lines('entries').setCells([{ row: 'b', column: 'quantity', value: '9' }]);
    expect(state.patch()).toEqual({ note: 'x', entries: { upsert: [{ id: 'b', quantity: '9' }] } });
    state.setValue('note', null);
    state.lines('entries').setCells([{ row: 'b', column: 'quantity', value: '2' }]);
    expect(state.isDirty()).toBe(false);
  });

  test('new and deleted lines are sent as such', () => {
    const state = form();
    state.lines('entries').insertRows([{ index: 2, values: { quantity: '4', price: '1' } }]);
    state.lines('entries').deleteRows(['a']);
    expect(state.patch((path) => path === 'entries.amount')).toEqual({
      entries: { upsert: [{ quantity: '4', price: '1' }], delete: ['a'] },
    });
  });

  test('faults of the server stand at their field and go when it is edited', () => {
    const state = form();
    state.setIssues([
      { code: 'required', path: '/note' },
      { code: 'number_min', path: '/entries/1/quantity', params: { limit: '0' } },
    ]);
    expect(state.issuesOf('note')).toMatchObject([{ code: 'required' }]);
    expect(state.lines('entries').issues('b', 'quantity')).toMatchObject([{ code: 'number_min' }]);
    state.lines('entries').setCells([{ row: 'b', column: 'quantity', value: '7' }]);
    state.setValue('note', 'y');
    expect(state.lines('entries').issues('b', 'quantity')).toHaveLength(0);
    expect(state.issuesOf('note')).toHaveLength(0);
  });

  test('the answer of a save becomes the new ground', () => {
    const state = form();
    state.setValue('note', 'x');
    state.reset({ ...SAVED, note: 'x' });
    expect(state.isDirty()).toBe(false);
    expect(state.value('note')).toBe('x');
  });

  test('a new record sends what is filled in and leaves out what the server owns', () => {
    expect(form().filled((path) => path === 'total' || path === 'entries.id')).toEqual({
      title: 'Claim',
      entries: [
        { quantity: '1', price: '0.10' },
        { quantity: '2', price: '0.20' },
      ],
    });
  });

  test('the snapshot is the same object while nothing changes', () => {
    const state = form();
    expect(state.values()).toBe(state.values());
  });
});
