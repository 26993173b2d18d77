import { checkDefinition } from '@dougong/kernel/metadata';
import { checkTable, compileDecisionTable, runTableTests } from '@dougong/kernel/rules';

/** Decision tables as large and as entangled as they may be: each is checked as an editor does at every change. */

const ROWS = 2000;
const COLUMNS = 12;
const list = (count, item) => Array.from({ length: count }, (_, n) => item(n));
const title = { 'zh-CN': '—', en: '—' };
const column = (type, id, more = {}) => ({ id, type, title, ...more });

/** Numbers in no order, the same in every run. */
function mixed(row, at, below) {
  const spread = Math.imul(row * 7919 + at * 104_729 + 12_345, 0x2c1b3c6d) >>> 0;
  return ((spread ^ (spread >>> 13)) >>> 0) % below;
}

const day = (count) => new Date(Date.UTC(2000, 0, 1) + count * 86_400_000).toISOString().slice(0, 10);

function table({ type = 'number', cell, hitPolicy, output = (row) => String(row % 50), more = {}, tests }) {
  const ids = list(COLUMNS, (n) => `n${n}`);
  return {
    kind: 'decision-table',
    format: 1,
    key: 'hostile',
    title,
    hitPolicy,
    inputs: ids.map((id) => column(type, id, more)),
    outputs: [
      column('number', 'out', hitPolicy === 'PRIORITY' ? { priority: list(50, (n) => String(n)) } : {}),
    ],
    rows: list(ROWS, (row) => ({
      id: `r${row}`,
      when: Object.fromEntries(ids.map((id, at) => [id, cell(row, at)])),
      then: { out: output(row) },
    })),
    ...(tests ? { tests } : {}),
  };
}

const asked = (make) => ({
  prepare: make,
  answer(definition) {
    const checked = checkDefinition(definition);
    if (!checked.ok) return;
    const compiled = compileDecisionTable(checked.value);
    if (!compiled.ok) return;
    checkTable(compiled.value);
    runTableTests(compiled.value);
  },
});

/** Columns that may hold conditions of their own in every row; the others repeat a few. */
const OWN = 3;
const FAMILIES = {
  'blank everywhere': { cell: () => '' },
  'the same everywhere': { cell: () => '> 0' },
  'ranges over ranges': {
    cell: (row, at) => (at < OWN ? `[${row + at}..${row + at + 1000})` : `> ${mixed(row, at, 20)}`),
  },
  'ranges in no order': {
    cell: (row, at) =>
      at < OWN ? `(${mixed(row, at, 900)}..${1000 + mixed(row, at, 900)}]` : `!= ${mixed(row, at, 30)}`,
  },
  'ranges of days': {
    type: 'date',
    cell: (row, at) => (at < OWN ? `[${day(row + at)}..${day(row + at + 500)})` : '-'),
  },
  'long numbers close together': {
    cell: (row, at) => (at < OWN ? `> 12345678901234567.${100_000 + row * 12 + at}1` : '-'),
  },
  'lists of texts': {
    type: 'text',
    cell: (row, at) => (at < 1 ? `in t${mixed(row, at, 5000)}, u${row}` : '-'),
  },
  'all but a few numbers': {
    cell: (row, at) => (at < 1 ? `not in ${mixed(row, at, 5000)}, ${row}` : `!= ${mixed(row, at, 9)}`),
  },
  'entangled whole numbers': {
    more: { scale: 0 },
    cell: (row, at) => (mixed(row, at, 2) ? '-' : `!= ${mixed(row, at + 3, 3)}`),
  },
  'entangled yes and no': {
    type: 'boolean',
    cell: (row, at) => ['-', 'true', 'false', 'blank', 'not blank'][mixed(row, at, 5)],
  },
};

const POLICIES = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'COLLECT'];

const families = Object.entries(FAMILIES).flatMap(([name, family]) =>
  POLICIES.map((hitPolicy) => [`table: ${name}, ${hitPolicy}`, asked(() => table({ ...family, hitPolicy }))]),
);

const first = (cell, rest = {}) => asked(() => table({ cell, hitPolicy: 'FIRST', ...rest }));

export const tables = {
  ...Object.fromEntries(families),
  'table: nothing but brackets': first(() => '('.repeat(1000)),
  'table: nothing but lists': first(() => '1, '.repeat(333)),
  'table: nothing but quotes': first((row) => `${'"'.repeat(990)}${row}`, { type: 'text' }),
  'table: long cells': first((row) => `${' '.repeat(990)}${row}`),
  'table: 24,000 conditions': first((row, at) => `[${row * 12 + at}..${90_000 - row}]`),
  'table: 2000 formulas': first((row, at) => (at ? '-' : `> ${row}`), { output: (row) => `= n0 * ${row}` }),
  'table: 2000 long formulas': first((row, at) => (at ? '-' : `> ${row}`), {
    output: (row) => `= ${row}${' + n1 * n2'.repeat(300)}`,
  }),
  'table: 500 tests of 2000 formulas each': asked(() =>
    table({
      hitPolicy: 'COLLECT',
      cell: () => '-',
      output: (row) => `= n0 * ${row % 700} + n1`,
      tests: list(500, (n) => ({ name: `t${n}`, inputs: { n0: String(n), n1: '1' }, expect: {} })),
    }),
  ),
  'table: 500 tests of 2000 long texts each': asked(() => ({
    ...table({ hitPolicy: 'COLLECT', type: 'text', cell: () => '-', output: () => '' }),
    outputs: [column('text', 'out')],
    rows: list(ROWS, (row) => ({
      id: `r${row}`,
      when: {},
      then: { out: `= SUBSTITUTE(n0, "a", n0) || "${row % 500}"` },
    })),
    tests: list(500, (n) => ({ name: `t${n}`, inputs: { n0: 'a'.repeat(300) }, expect: {} })),
  })),
};
