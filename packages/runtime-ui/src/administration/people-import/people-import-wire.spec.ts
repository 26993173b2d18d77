import { faultyRows, resultOf } from './people-import-wire.js';
import type { PeopleReport } from './people-import-wire.js';

const fault = { cell: 'C3', row: 3, at: 2, code: 'email_unusable', detail: 'not an address' };

const report: PeopleReport = {
  done: false,
  rows: 3,
  made: ['a'],
  changed: ['b'],
  unchanged: [],
  faults: [fault, { ...fault, cell: 'D3', at: 3 }],
  heads: [
    { head: 'Login', column: 'login' },
    { head: 'Colour', column: null },
  ],
  shown: [
    { row: 2, outcome: 'created', cells: ['a', 'red'] },
    { row: 3, outcome: 'failed', cells: ['c', 'blue'] },
  ],
  invitations: [],
};

describe('a sheet of people that was tried', () => {
  it('counts a row once, however many faults it has', () => {
    expect(faultyRows(report)).toBe(1);
  });

  it('looks like any other import: outcomes counted, each fault at its cell', () => {
    const { created, updated, failed, rows } = resultOf(report);
    expect([created, updated, failed]).toEqual([1, 1, 1]);
    expect(rows?.columns[0]).toEqual([
      { head: 'Login', target: 'login' },
      { head: 'Colour', target: null },
    ]);
    expect(rows?.shown.map(({ faults }) => faults.map(({ at }) => at))).toEqual([[], [2, 3]]);
  });
});
