import { Parameters } from '../database/sql-text.js';
import { rowsToMeet } from './fragment.js';

const COLUMNS = [
  { name: 'id', type: 'uuid' },
  { name: 'state', type: 'text' },
];

describe('rows to update a table with', () => {
  it('are told as one row when there is one, so that it is found by its key', () => {
    const parameters = new Parameters();
    expect(rowsToMeet([{ id: 'a', state: 'done' }], COLUMNS, parameters)).toBe(
      'jsonb_to_record($1::jsonb) AS x("id" uuid, "state" text)',
    );
    expect(parameters.values).toEqual(['{"id":"a","state":"done"}']);
  });

  it('are a set otherwise, whose text does not depend on how many there are', () => {
    const text = (count: number): string =>
      rowsToMeet(
        Array.from({ length: count }, (_, at) => ({ id: String(at) })),
        COLUMNS,
        new Parameters(),
      );
    expect(text(2)).toBe('jsonb_to_recordset($1::jsonb) AS x("id" uuid, "state" text)');
    expect(text(200)).toBe(text(2));
  });
});
