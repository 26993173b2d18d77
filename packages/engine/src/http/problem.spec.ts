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

describe('a database that is restarted under a request', () => {
  const AWAY = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET'];

  test.each(AWAY)('is no fault of the engine: %s says come again', (code) => {
    expect(refusalOf(databaseError(code))).toMatchObject({ status: 503, code: 'database_unreachable' });
  });

  test.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
  ])('is told by the words of the driver, too: %s', (words) => {
    expect(refusalOf(new Error(words))).toMatchObject({ status: 503, code: 'database_unreachable' });
  });
});
