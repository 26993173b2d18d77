import { claimForm } from './claim.fixtures.js';
import { issuesAtPlaces, placeOf, placeWords, pointerOf } from './problem-places.js';

const TABLES = new Map([['lines', ['a', 'b', 'c']]]);
const WORDS = {
  title: (title: unknown) =>
    typeof title === 'object' && title !== null ? (title as { en: string }).en : String(title ?? ''),
  line: (line: number, column: string) => `line ${line}, ${column}`,
};

describe('the place of a fault', () => {
  it('is a field of the header', () => {
    expect(placeOf('/place', TABLES)).toEqual({ field: 'place' });
  });

  it('is a cell of a line, counted as the record counts', () => {
    expect(placeOf('/lines/2/qty', TABLES)).toEqual({ field: 'lines', row: 2, column: 'qty' });
  });

  it('is found through the envelope of an action', () => {
    expect(placeOf('/record/place', TABLES)).toEqual({ field: 'place' });
  });

  it('is the line that was sent, not the position among the sent ones', () => {
    const patch = { lines: { upsert: [{ id: 'c', qty: '-1' }] } };
    expect(placeOf('/lines/upsert/0/qty', TABLES, patch)).toEqual({ field: 'lines', row: 2, column: 'qty' });
  });

  it('is the whole document when the pointer is empty', () => {
    expect(placeOf('', TABLES)).toBeNull();
  });

  it('reads like the form', () => {
    expect(placeWords(claimForm, { field: 'lines', row: 11, column: 'qty' }, WORDS)).toBe(
      'line 12, Quantity',
    );
    expect(placeWords(claimForm, { field: 'place' }, WORDS)).toBe('Place');
    expect(placeWords(claimForm, null, WORDS)).toBe('');
    expect(placeWords(claimForm, { field: 'unknown' }, WORDS)).toBe('');
  });

  it('goes to the state of the form as a pointer', () => {
    expect(pointerOf({ field: 'lines', row: 0, column: 'qty' })).toBe('/lines/0/qty');
  });

  it('is left to the summary when there is none', () => {
    const errors = [
      { pointer: '', code: 'outside_flow' },
      { pointer: '/lines/0/qty', code: 'number_min', params: { limit: '0' } },
    ];
    expect(issuesAtPlaces(errors, TABLES)).toEqual([
      { code: 'number_min', path: '/lines/0/qty', params: { limit: '0' } },
    ]);
  });
});
