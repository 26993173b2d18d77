import { buildFormModel } from '@dougong/kernel/forms';
import { createFormState, type FormPatch } from '@dougong/ui/forms';
import { applyPatch } from './apply-patch.js';
import { claimForm } from './claim.fixtures.js';
import { liveFormulas } from './live-formulas.js';
import { patchOf, serverOwned, valuesOf } from './wire-patch.js';

function model() {
  const built = buildFormModel(claimForm, () => undefined);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

const RECORD = {
  id: 'r',
  version: 1,
  total: '3.00',
  lines: [
    { id: 'a', name: 'first', qty: '1', price: '1.00', amount: '1.00' },
    { id: 'b', name: 'second', qty: '2', price: '1.00', amount: '2.00' },
  ],
};

function open() {
  const state = createFormState({ values: RECORD, tables: ['lines'], recompute: liveFormulas(model()) });
  return { state, lines: state.lines('lines'), skip: serverOwned(claimForm, model()) };
}

describe('formulas while typing', () => {
  it('a typed quantity changes its line and the total at once, exactly', () => {
    const { state, lines } = open();
    lines.setCells([{ row: 'b', column: 'qty', value: '0.3' }]);
    expect(lines.value('b', 'amount')).toBe('0.30');
    expect(state.value('total')).toBe('1.30');
    expect(lines.value('a', 'amount')).toBe('1.00');
  });

  it('a new line counts as soon as it has values', () => {
    const { state, lines } = open();
    const [row = ''] = lines.insertRows([{ index: 2, values: {} }]);
    lines.setCells([
      { row, column: 'qty', value: '10' },
      { row, column: 'price', value: '1.005' },
    ]);
    expect(state.value('total')).toBe('13.05');
  });

  it('only what a person wrote is sent', () => {
    const { state, lines, skip } = open();
    lines.setCells([{ row: 'b', column: 'qty', value: '5' }]);
    expect(patchOf(state, skip)).toEqual({ lines: { upsert: [{ id: 'b', qty: '5' }] } });
  });

  it('a new record is sent without what the server computes and numbers', () => {
    const state = createFormState({ values: { place: 'A', total: '0.00', no: 'X-1' }, tables: ['lines'] });
    expect(valuesOf(state, serverOwned(claimForm, model()))).toEqual({ place: 'A' });
  });

  it('restored input is unsaved input again, and its formulas are up to date', () => {
    const { state, skip } = open();
    const patch: FormPatch = {
      note: 'typed',
      lines: {
        upsert: [
          { id: 'b', qty: '4' },
          { name: 'new', qty: '1', price: '2' },
        ],
        delete: ['a'],
      },
    };
    applyPatch(state, patch, ['lines']);
    expect(patchOf(state, skip)).toEqual(patch);
    expect(state.value('total')).toBe('6.00');
  });

  it('input for a line that is gone by now is left out', () => {
    const { state, skip } = open();
    applyPatch(state, { lines: { upsert: [{ id: 'gone', qty: '4' }] } }, ['lines']);
    expect(patchOf(state, skip)).toEqual({});
  });
});
