import { changesBetween, clashes, withoutPlaces } from './conflict.js';

const BASE = {
  id: '1',
  note: 'old',
  place: 'A',
  lines: [
    { id: 'x', qty: '1', name: 'n' },
    { id: 'y', qty: '2', name: 'm' },
  ],
};

describe('two people change one record', () => {
  it('nobody decides where they changed different places', () => {
    const theirs = { ...BASE, place: 'B' };
    expect(clashes({ note: 'mine' }, BASE, theirs)).toEqual([]);
  });

  it('a field that both changed is asked about', () => {
    expect(clashes({ note: 'mine' }, BASE, { ...BASE, note: 'theirs' })).toEqual([
      expect.objectContaining({ path: 'note', base: 'old', mine: 'mine', theirs: 'theirs' }),
    ]);
  });

  it('the same change on both sides is no question', () => {
    expect(clashes({ note: 'same' }, BASE, { ...BASE, note: 'same' })).toEqual([]);
  });

  it('a cell is named by the number that its line has now', () => {
    const theirs = {
      ...BASE,
      lines: [
        { id: 'x', qty: '1', name: 'n' },
        { id: 'y', qty: '9', name: 'm' },
      ],
    };
    expect(clashes({ lines: { upsert: [{ id: 'y', qty: '3' }] } }, BASE, theirs)).toEqual([
      expect.objectContaining({ path: 'lines.qty', line: 2, lineId: 'y', mine: '3', theirs: '9' }),
    ]);
  });

  it('what is not known from before is asked about, so that nothing is written over silently', () => {
    expect(clashes({ note: 'mine' }, {}, { ...BASE, note: 'theirs' })).toHaveLength(1);
  });

  it('where theirs is chosen, mine is not sent', () => {
    const patch = {
      note: 'mine',
      place: 'C',
      lines: { upsert: [{ id: 'y', qty: '3', name: 'z' }], delete: ['x'] },
    };
    const theirs = { ...BASE, note: 'theirs', lines: [{ id: 'y', qty: '9', name: 'm' }] };
    const given = clashes(patch, BASE, theirs).filter(({ path }) => path !== 'place');
    expect(withoutPlaces(patch, given)).toEqual({
      place: 'C',
      lines: { upsert: [{ id: 'y', name: 'z' }], delete: ['x'] },
    });
  });

  it('a line of which nothing of mine is left is not sent at all', () => {
    const patch = { lines: { upsert: [{ id: 'y', qty: '3' }] } };
    const given = clashes(patch, BASE, { ...BASE, lines: [{ id: 'y', qty: '9', name: 'm' }] });
    expect(withoutPlaces(patch, given)).toEqual({});
  });

  it('what the other one changed is told place by place, lines that came or went among it', () => {
    const theirs = {
      ...BASE,
      note: 'theirs',
      lines: [
        { id: 'x', qty: '5', name: 'n' },
        { id: 'y', qty: '2', name: 'm' },
        { id: 'z', qty: '1' },
      ],
    };
    const ignore = (path: string) => path.endsWith('id');
    expect(changesBetween(BASE, theirs, ignore).map(({ path, line, what }) => [path, line, what])).toEqual([
      ['note', undefined, 'value'],
      ['lines.qty', 1, 'value'],
      ['lines', 3, 'added'],
    ]);
    expect(changesBetween(theirs, { ...theirs, lines: theirs.lines.slice(1) }, ignore)).toEqual([
      { path: 'lines', line: 1, what: 'removed', before: null, after: null },
    ]);
  });
});
