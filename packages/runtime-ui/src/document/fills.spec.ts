import { claimForm } from './claim.fixtures.js';
import { filledTables, fillNeeds, isReadyToFill } from './fills.js';

const filling = {
  ...claimForm,
  fills: [
    {
      id: 'f',
      into: 'lines',
      needs: ['place'],
      register: 'balance',
      where: { place: 'place' },
      values: { qty: 'row.qty' },
    },
  ],
};

describe('a form that fills its lines', () => {
  it('waits for what the fill needs', () => {
    expect(fillNeeds(filling)).toEqual(['place']);
    expect(isReadyToFill(filling, { place: null })).toBe(false);
    expect(isReadyToFill(filling, { place: 'A' })).toBe(true);
    expect(filledTables(filling)).toEqual(['lines']);
  });

  it('is never ready when there is nothing to fill', () => {
    expect(isReadyToFill(claimForm, { place: 'A' })).toBe(false);
  });
});
