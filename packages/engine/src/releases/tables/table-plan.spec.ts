import { compileRelease } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import { conversionsBetween } from './conversions.js';
import { desiredTables } from './desired-tables.js';
import { planTables } from './table-plan.js';
import { statementsOf } from './table-sql.js';
import { NO_TABLES } from './table-state.js';
import type { TableState } from './table-state.js';
import type { TablePlan, TableStep } from './table-steps.js';

const title = { 'zh-CN': '—', en: '—' };
const text = { type: 'string', 'x-title': title };
const amount = { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title };

function form(properties: object, more: object = {}): object {
  return {
    kind: 'form',
    format: 1,
    key: 'claim',
    title,
    usage: 'document',
    schema: { type: 'object', properties },
    ui: { order: Object.keys(properties) },
    ...more,
  };
}

function released(...definitions: readonly object[]): CompiledRelease {
  const release = compileRelease(1, definitions as unknown as Definition[]);
  if (!release.ok) throw new Error(JSON.stringify(release.error));
  return release.value;
}

const EMPTY = released();

function planned(before: CompiledRelease, after: CompiledRelease, state: TableState): TablePlan {
  return planTables({ before, after, conversions: conversionsBetween(before, after) }, state);
}

/** The state after a plan for a release was carried out on an empty database. */
function standing(release: CompiledRelease): TableState {
  const tables = desiredTables(release);
  return {
    tables: new Map(
      tables.map(({ table, columns }) => [table, new Map(columns.map(({ name, type }) => [name, type]))]),
    ),
    indexes: new Map(tables.flatMap(({ indexes }) => indexes.map(({ name }) => [name, true]))),
    keys: new Map(tables.flatMap(({ table, keys }) => keys.map(({ name }) => [`${table} ${name}`, true]))),
  };
}

const kinds = ({ prepare }: TablePlan) => prepare.map(({ kind }) => kind);

function indexes(rows: string, granted = 'claim'): readonly (readonly string[])[] {
  const role = {
    kind: 'role',
    format: 1,
    key: 'clerk',
    title,
    forms: [{ form: granted, actions: ['read'], rows }],
  };
  return desiredTables(released(form({ name: text }), role)).flatMap((table) =>
    table.indexes.map(({ columns }) => columns),
  );
}

const OWN = ['created_by', 'created_at', 'id'];

describe('the tables of a release', () => {
  test.each(['claim', '*'])('let whoever sees his own records of %s find the newest at once', (granted) => {
    expect(indexes('own', granted)).toContainEqual(OWN);
  });

  test.each(['all', 'assigned'])('carry no index for owners where roles see %s', (rows) => {
    expect(indexes(rows)).not.toContainEqual(OWN);
  });

  test('have an index for each filter of a list, in the order of the list', () => {
    const lists = [{ id: 'all', title, columns: ['name'], sort: ['-amount'], filters: ['status', 'name'] }];
    const [table] = desiredTables(released(form({ name: text, amount }, { lists })));
    const columns = table?.indexes.map((index) => index.columns);
    expect(columns).toContainEqual(['amount', 'id']);
    expect(columns).toContainEqual(['status', 'amount', 'id']);
    expect(columns).toContainEqual(['name', 'amount', 'id']);
  });
});

describe('the plan of a publish', () => {
  const before = released(form({ name: text }));

  test('does nothing where everything stands', () => {
    expect(planned(before, before, standing(before))).toEqual({
      prepare: [],
      conversions: [],
      indexSwaps: [],
      finish: [],
    });
  });

  test('makes a new table with its indexes at once, because nobody writes to it yet', () => {
    const plan = planned(EMPTY, before, NO_TABLES);
    expect(kinds(plan)[0]).toBe('create_table');
    const built = plan.prepare.filter((step) => step.kind === 'build_index');
    expect(built.length).toBeGreaterThan(0);
    expect(built.every((step) => !step.online)).toBe(true);
    expect(kinds(plan)).not.toContain('check_key');
  });

  test('adds a column that no row must be written for, and builds its index beside those who write', () => {
    const after = released(form({ name: text, place: { ...text, 'x-index': true } }));
    const plan = planned(before, after, standing(before));
    const sql = plan.prepare.flatMap((step) =>
      statementsOf(step as Exclude<TableStep, { kind: 'fill_shadow' }>),
    );
    expect(sql.map((each) => each.text)).toEqual([
      'ALTER TABLE data."claim" ADD COLUMN IF NOT EXISTS "place" text',
      'CREATE INDEX CONCURRENTLY IF NOT EXISTS "claim_place_ix" ON data."claim" ("place", "id")',
    ]);
  });

  test('checks the rows of a new reference after it was made known', () => {
    const reference = { type: 'string', format: 'uuid', 'x-reference': { form: 'claim' }, 'x-title': title };
    const after = released(form({ name: text, origin: reference }));
    const plan = planned(before, after, standing(before));
    expect(kinds(plan)).toEqual(['add_column', 'add_key', 'check_key', 'build_index']);
  });

  test('builds an index that was left unfinished again', () => {
    const state = standing(before);
    const broken = { ...state, indexes: new Map(state.indexes).set('claim_created_at_ix', false) };
    const plan = planned(before, before, broken);
    expect(plan.prepare).toMatchObject([{ kind: 'build_index', isBroken: true, online: true }]);
    expect(statementsOf(plan.prepare[0] as Exclude<TableStep, { kind: 'fill_shadow' }>)[0]?.text).toContain(
      'DROP INDEX CONCURRENTLY',
    );
  });

  test('never drops a column of a field that is gone, but the indexes that nobody asks for any more', () => {
    const earlier = released(form({ name: text, place: { ...text, 'x-index': true } }));
    const plan = planned(earlier, before, standing(earlier));
    expect(plan.prepare).toEqual([]);
    expect(plan.finish).toEqual([{ kind: 'index', table: 'claim', name: 'claim_place_ix' }]);
  });

  test('converts a field beside the old one and changes them over with the switch', () => {
    const earlier = released(form({ sum: { ...text, 'x-index': true } }));
    const after = released(form({ sum: { ...amount, 'x-index': true } }));
    const plan = planned(earlier, after, standing(earlier));
    expect(kinds(plan)).toEqual(['add_shadow', 'fill_shadow', 'build_index']);
    expect(plan.indexSwaps).toMatchObject([{ name: 'claim_sum_ix' }]);
    expect(plan.finish).toContainEqual({
      kind: 'column',
      table: 'claim',
      name: plan.conversions[0]?.old,
      type: 'text',
    });
  });
});
