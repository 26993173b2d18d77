import type { FormDefinition, LinesField } from '../metadata/index.js';
import { definitionsWith, releaseOf, requestForm, title } from './commands.fixtures.js';
import { AMY, DAN, EVE, LEA, NORTH, Office, PEN, requestOf } from './office.fixtures.js';

const user = (more: object = {}) =>
  ({
    type: 'string',
    format: 'uuid',
    'x-title': title('person'),
    'x-user': true,
    'x-role': 'director',
    ...more,
  }) as const;

/** The request with people of a role: one in the header, one in each line, one that only the server writes. */
function withPeople(): FormDefinition {
  const { properties } = requestForm.schema;
  const lines = properties['lines'] as LinesField;
  const columns = { ...lines.items.properties, helper: user() };
  const fields = {
    ...properties,
    overseer: user(),
    noted_by: user({ readOnly: true, 'x-default': 'actor' }),
    lines: { ...lines, items: { ...lines.items, properties: columns } },
  };
  return {
    ...requestForm,
    schema: { ...requestForm.schema, properties: fields },
    ui: { ...requestForm.ui, order: Object.keys(fields) },
  } as FormDefinition;
}

const release = releaseOf(definitionsWith(withPeople()));

describe('a field that takes people of a role', () => {
  test('takes somebody who has the role', () => {
    expect(new Office(release).create(AMY, requestOf('1', { overseer: DAN })).codes).toEqual([]);
  });

  test('refuses anybody else and says where, in the header and in a line', () => {
    const lines = [
      { item: PEN, qty: '1', helper: DAN },
      { item: PEN, qty: '1', helper: LEA },
    ];
    expect(new Office(release).create(AMY, { place: NORTH, overseer: EVE, lines })).toMatchObject({
      reason: 'invalid',
      codes: ['user_not_in_role /overseer', 'user_not_in_role /lines/1/helper'],
    });
  });

  test('may stay empty', () => {
    expect(new Office(release).create(AMY, requestOf('1', { overseer: null })).codes).toEqual([]);
  });

  test('keeps whoever lost the role since, but takes him in no other place', () => {
    const office = new Office(release);
    const id = office.made(AMY, requestOf('1', { overseer: DAN }));
    const line = (office.record(id)?.['lines'] as { id: string }[])[0]?.id ?? '';
    office.roles = { ...office.roles, [DAN]: [] };
    expect(office.change(AMY, id, { note: 'x' }).codes).toEqual([]);
    expect(office.change(AMY, id, { lines: { upsert: [{ id: line, helper: DAN }] } }).codes).toEqual([
      'user_not_in_role /lines/0/helper',
    ]);
  });

  test('does not blame the caller for a value that only the server writes', () => {
    const office = new Office(release);
    expect(office.record(office.made(AMY, requestOf('1')))?.['noted_by']).toBe(AMY);
  });
});
