import { claimForm } from './claim.fixtures.js';
import { fillChoice, filledTables, fillNeeds, isReadyToFill } from './fills.js';

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

  it('is ready as soon as one of its fills is', () => {
    const [fill] = filling.fills;
    const other = { ...fill, id: 'g', needs: ['giver'], where: { place: 'giver' } };
    const either = { ...filling, fills: [...filling.fills, other] } as typeof filling;
    expect(isReadyToFill(either, { place: null, giver: 'B' })).toBe(true);
    expect(isReadyToFill(either, { place: null, giver: null })).toBe(false);
  });

  it('names what can be chosen where the form asks for none of it', () => {
    expect(fillChoice(filling)).toEqual([]);
    const asking = { ...filling, schema: { ...filling.schema, required: [] } };
    expect(fillChoice(asking)).toEqual(['place']);
  });

  it('is never ready when there is nothing to fill', () => {
    expect(isReadyToFill(claimForm, { place: 'A' })).toBe(false);
  });
});
