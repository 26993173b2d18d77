import { buildFormModel } from '@dougong/kernel/forms';
import { claimForm } from './claim.fixtures.js';
import { newValues } from './new-values.js';

test('a new document is in its first state from the start, so that rules which ask for it answer', () => {
  const model = buildFormModel(claimForm, () => undefined);
  if (!model.ok) throw new Error('the form compiles');
  expect(newValues(model.value, 'amy', '2026-03-05T00:00:00Z')).toMatchObject({
    status: model.value.lifecycle.initial,
  });
});
