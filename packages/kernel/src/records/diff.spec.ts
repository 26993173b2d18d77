import fc from 'fast-check';
import type { RecordData } from '../expression/index.js';
import { applyChange, rowsOf } from '../forms/index.js';
import { claimForm, idSource, modelOf, uuid } from '../forms/claim.fixtures.js';
import { changedPaths, diffRecords } from './diff.js';
import type { Difference } from './diff.js';

const claim = modelOf(claimForm);

/** Plays differences onto a record: what an auditor would do by hand. */
function replay(record: RecordData, differences: readonly Difference[]): RecordData {
  return differences.reduce((current, { path, new: value }) => {
    const [key = '', id, column] = path.slice(1).split('/');
    if (id === undefined) return { ...current, [key]: value };
    const rows = rowsOf(current, key);
    if (column !== undefined)
      return { ...current, [key]: rows.map((row) => (row.id === id ? { ...row, [column]: value } : row)) };
    const others = rows.filter((row) => row.id !== id);
    return { ...current, [key]: value === null ? others : [...others, ...(value as RecordData[])] };
  }, record);
}

function withoutBlanks(record: RecordData): RecordData {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => {
      if (value === null || (Array.isArray(value) && value.length === 0)) return [];
      return [[key, Array.isArray(value) ? value.map(withoutBlanks) : value]];
    }),
  );
}

const qty = fc.constantFrom('1.000', '2.000', null);
const stored = fc.record({
  note: fc.constantFrom('a', 'b', null),
  limit: fc.constantFrom('1.00', '2.00'),
  lines: fc
    .uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 5 })
    .map((ids) => ids.map((n, at) => ({ id: uuid(n), line_no: at + 1, qty: '1.000' }))),
});
const edit = fc.record({
  note: fc.constantFrom('a', 'c', null),
  qtys: fc.array(qty, { maxLength: 5 }),
  gone: fc.nat(4),
  added: fc.array(qty, { maxLength: 3 }),
});

describe('differences of a record', () => {
  test('name the value before and after, lines by their id', () => {
    const before = {
      status: 'draft',
      note: 'a',
      lines: [
        { id: uuid(1), qty: '1.000' },
        { id: uuid(2), qty: '1.000' },
      ],
    };
    const after = {
      status: 'sent',
      note: null,
      lines: [
        { id: uuid(1), qty: '2.000' },
        { id: uuid(3), qty: '3.000', reason: null },
      ],
    };
    expect(diffRecords(claim, before, after)).toEqual([
      { path: '/status', old: 'draft', new: 'sent' },
      { path: '/note', old: 'a', new: null },
      { path: `/lines/${uuid(2)}`, old: [{ id: uuid(2), qty: '1.000' }], new: null },
      { path: `/lines/${uuid(1)}/qty`, old: '1.000', new: '2.000' },
      { path: `/lines/${uuid(3)}`, old: null, new: [{ id: uuid(3), qty: '3.000' }] },
    ]);
  });

  test('are none between two spellings of one number', () => {
    expect(diffRecords(claim, { limit: '5' }, { limit: '5.00' })).toEqual([]);
    expect([...changedPaths(claim, { limit: '5', note: '' }, { limit: '5.00' })]).toEqual([]);
  });

  test('played onto the record before, they give the record after', () => {
    fc.assert(
      fc.property(stored, edit, (before, { note, qtys, gone, added }) => {
        const rows = before.lines.map((row) => row.id);
        const deleted = rows.filter((_, at) => at === gone);
        const edited = rows.flatMap((id, at) =>
          at === gone || qtys[at] === undefined ? [] : [{ id, qty: qtys[at] }],
        );
        const change = {
          set: { note },
          lines: {
            lines: { delete: deleted, upsert: [...edited, ...added.map((value) => ({ qty: value }))] },
          },
        };
        const after = applyChange(claim, before, change, idSource());
        if (!after.ok) throw new Error(JSON.stringify(after.error));
        const replayed = replay(before, diffRecords(claim, before, after.value));
        expect(withoutBlanks(replayed)).toEqual(withoutBlanks(after.value));
      }),
    );
  });

  test('the changed paths tell rules what to look at', () => {
    const before = { limit: '1.00', lines: [{ id: 'a', qty: '1.000', price: '1.00' }] };
    expect(
      changedPaths(claim, before, { ...before, lines: [{ id: 'a', qty: '2.000', price: '1.00' }] }),
    ).toEqual(new Set(['lines.qty']));
    expect(changedPaths(claim, before, { ...before, lines: [] }).has('lines')).toBe(true);
  });
});
