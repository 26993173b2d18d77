import {
  assigned,
  keyChoices,
  likeliestSheet,
  obstacleOf,
  proposedMapping,
  unmappedRequired,
  usualTerms,
  wishOf,
  type Mapping,
} from './mapping.js';
import type { FileSheet, Target } from './wire.js';

const sheet = (...targets: readonly (string | null)[]): FileSheet => ({
  name: 'Sheet',
  headerRow: 2,
  columns: targets.map((target, column) => ({ column, name: 'A', head: `h${column}`, samples: [], target })),
  top: [],
});

const target = (key: string, more: Partial<Target> = {}): Target => ({
  target: key,
  title: { 'zh-CN': key, en: key },
  titles: [key],
  serverOwned: false,
  required: false,
  ...more,
});

const TARGETS = [
  target('id', { serverOwned: true }),
  target('code', { required: true }),
  target('name'),
  target('lines.item', { required: true }),
  target('lines.qty'),
];

const mapping = (...targets: readonly (string | null)[]): Mapping => ({ sheet: 0, headerRow: 1, targets });

test('of several sheets the one whose columns name most fields is taken', () => {
  const sheets = [sheet(null, null), sheet('code', 'name'), sheet('name', null)];
  expect(likeliestSheet({ sheets })).toBe(1);
  expect(proposedMapping({ sheets }, 1)).toEqual({ sheet: 1, headerRow: 2, targets: ['code', 'name'] });
  expect(likeliestSheet({ sheets: [sheet(), sheet()] })).toBe(0);
});

test('a field takes one column: the one before goes nowhere', () => {
  expect(assigned(mapping('code', null, 'name'), 1, 'code').targets).toEqual([null, 'code', 'name']);
  expect(assigned(mapping('code', null), 0, null).targets).toEqual([null, null]);
});

test('records are found by fields of the header that a column goes to, never by lines', () => {
  expect(keyChoices(mapping('code', 'lines.qty', 'id'), TARGETS).map((each) => each.target)).toEqual([
    'id',
    'code',
  ]);
});

test('a file with ids means the records that are there; any other one makes new ones', () => {
  expect(usualTerms(mapping('id', 'code'), 'code')).toMatchObject({ mode: 'upsert', keys: ['id'] });
  expect(usualTerms(mapping('code', 'name'), 'code')).toMatchObject({ mode: 'insert', keys: ['code'] });
  expect(usualTerms(mapping('name'), 'code').keys).toEqual([]);
});

test('required fields without a column are named; those of lines only where the file has lines', () => {
  const missing = (given: Mapping) => unmappedRequired(given, TARGETS).map((each) => each.target);
  expect(missing(mapping('name'))).toEqual(['code']);
  expect(missing(mapping('code'))).toEqual([]);
  expect(missing(mapping('code', 'lines.qty'))).toEqual(['lines.item']);
});

test('nothing begins without columns, or without a key where records are to be met', () => {
  const terms = usualTerms(mapping('name'), 'code');
  expect(obstacleOf(mapping(null), terms)).toBe('nothingMapped');
  expect(obstacleOf(mapping('name'), terms)).toBeUndefined();
  expect(obstacleOf(mapping('name'), { ...terms, mode: 'upsert' })).toBe('keysMissing');
  expect(obstacleOf(mapping('name'), { ...terms, mode: 'upsert', keys: ['code'] })).toBe('keysMissing');
});

test('what is asked of the engine names every column, and keys only where records are met', () => {
  const terms = usualTerms(mapping('code', null), 'code');
  expect(wishOf(mapping('code', null), terms)).toEqual({
    sheet: 0,
    headerRow: 1,
    columns: [
      { column: 0, target: 'code' },
      { column: 1, target: null },
    ],
    mode: 'insert',
    blanks: 'keep',
    atomic: false,
  });
  expect(wishOf(mapping('code'), { ...terms, mode: 'update' }).keys).toEqual(['code']);
});
