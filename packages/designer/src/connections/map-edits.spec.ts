import { freeId, moved, withEntry, withItem, withNewEntry, withoutEntry, withProperty } from './map-edits.js';

describe('a mapping edited as a table', () => {
  const map = { code: 'payload.code', name: 'payload.name' };

  test('keeps its order when an entry gets another name', () => {
    expect(Object.entries(withEntry(map, 0, 'key', 'payload.code'))).toEqual([
      ['key', 'payload.code'],
      ['name', 'payload.name'],
    ]);
  });

  test('never loses an entry to another one of the same name', () => {
    expect(withEntry(map, 0, 'name', 'payload.code')).toEqual(map);
  });

  test('gains entries under names that are free, and loses one alone', () => {
    expect(withNewEntry(map, 'code', '')).toEqual({ ...map, code_2: '' });
    expect(withoutEntry(map, 1)).toEqual({ code: 'payload.code' });
  });
});

describe('a list', () => {
  test('is changed, shortened and put in order', () => {
    expect(withItem(['a', 'b'], 1, 'c')).toEqual(['a', 'c']);
    expect(withItem(['a', 'b'], 0, undefined)).toEqual(['b']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
    expect(freeId([{ id: 'code' }, { id: 'code_2' }], 'code')).toBe('code_3');
  });

  test('what is blank is left out of a definition', () => {
    expect(withProperty({ id: 'a', prefix: 'D:' }, 'prefix', '')).toEqual({ id: 'a' });
    expect(withProperty({ id: 'a', prefix: 'D:' }, 'prefix', 'S:')).toEqual({ id: 'a', prefix: 'S:' });
  });
});
