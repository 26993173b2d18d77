import type { claimForm } from './claim.fixtures.js';
import { claimWith, lookup } from './claim.fixtures.js';
import { buildFormModel } from './form-model.js';

const faults = (where: object) => {
  const form = { ...claimWith({}), unique: [{ id: 'once', fields: ['place'], where }] };
  const built = buildFormModel(
    form as typeof claimForm,
    (key) => (key === 'claim' ? form : lookup(key)) as never,
  );
  return built.ok ? [] : built.error.map(({ code, path, params }) => [code, path, params?.['field']]);
};

describe('the condition of a key', () => {
  test('reads the head of its own record and its state', () => {
    expect(faults({ and: [{ '!=': [{ var: 'status' }, 'done'] }, { var: 'urgent' }] })).toEqual([]);
  });

  test.each(['actor', 'today', 'place.name', 'lines.qty', 'created_at'])('does not read %s', (field) => {
    expect(faults({ notEmpty: [{ var: field }] })).toEqual([
      ['unique_condition_reads', '/unique/0/where', field],
    ]);
  });

  test('names fields that are there', () => {
    expect(faults({ var: 'gone' })).toMatchObject([['condition_unknown_variable', '/unique/0/where']]);
  });
});
