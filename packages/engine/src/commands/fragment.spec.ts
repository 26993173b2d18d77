import { Parameters } from '../database/sql-text.js';
import { insertFragments, rowsToMeet } from './fragment.js';

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

describe('row sets of several commands', () => {
  const set = (name: string, ...ids: readonly string[]) => ({
    name,
    table: `core.${name}`,
    columns: COLUMNS,
    rows: ids.map((id) => ({ id, state: 'open' })),
  });

  it('become one fragment for each name, with the rows of all in their order', () => {
    const parameters = new Parameters();
    const fragments = insertFragments(
      [set('task', 'a'), set('note', 'n'), set('task', 'b', 'c')],
      parameters,
    );
    expect(fragments.map(({ name }) => name)).toEqual(['task', 'note']);
    const ids = (parameters.values as string[]).map((text) =>
      (JSON.parse(text) as { id: string }[]).map(({ id }) => id),
    );
    expect(ids).toEqual([['a', 'b', 'c'], ['n']]);
  });

  it('have the text that the set of one of them has', () => {
    const text = (...sets: readonly ReturnType<typeof set>[]) => insertFragments(sets, new Parameters());
    expect(text(set('task', 'a'), set('task', 'b'))).toEqual(text(set('task', 'a')));
  });

  it('are left out where nobody has a row', () => {
    expect(insertFragments([set('task'), set('task')], new Parameters())).toEqual([]);
  });
});
