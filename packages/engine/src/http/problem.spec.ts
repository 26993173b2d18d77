import { refusalOfDatabase } from '../commands/command-refusal.js';
import { refusalOf } from './problem.js';
import { Refusal } from './refusal.js';

const databaseError = (code: string) => Object.assign(new Error('from the database'), { code });

const OF_VALUES = ['22001', '22003', '22007', '22008', '22021', '22P02', '22P05'];

describe('what the database could not read or keep', () => {
  test.each(OF_VALUES)('%s is the fault of the query', (code) => {
    expect(refusalOf(databaseError(code))).toMatchObject({ status: 400, code: 'value_unreadable' });
  });

  test.each(OF_VALUES)('%s is the fault of the values of a command', (code) => {
    const refusal = refusalOfDatabase(databaseError(code), { type: 'create', form: 'claim' });
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ status: 422, code: 'invalid', issues: [{ code: 'value_unreadable' }] });
  });

  test('is found inside the error that wraps it', () => {
    expect(refusalOf(new Error('wrapped', { cause: databaseError('22003') }))).toMatchObject({ status: 400 });
  });

  test.each(['22012', '42703', 'XX000'])('%s is our own mistake', (code) => {
    expect(refusalOf(databaseError(code))).toBeUndefined();
  });
});
