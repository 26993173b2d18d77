import type { FormDefinition } from '../metadata/index.js';
import { definitionsWith, requestForm, title } from './commands.fixtures.js';
import { checkRelease, compileRelease } from './compile-release.js';

/** The request with a list under this condition. */
function withList(where: unknown): FormDefinition {
  const list = { id: 'some', title: title('some'), columns: ['no'], where };
  return { ...requestForm, lists: [{ ...list, id: 'all', where: undefined }, list] } as FormDefinition;
}

/** The request with a person of this role in its header. */
function withRole(role: string): FormDefinition {
  const overseer = {
    type: 'string',
    format: 'uuid',
    'x-title': title('overseer'),
    'x-user': true,
    'x-role': role,
  } as const;
  const properties = { ...requestForm.schema.properties, overseer };
  return {
    ...requestForm,
    schema: { ...requestForm.schema, properties },
    ui: { ...requestForm.ui, order: Object.keys(properties) },
  };
}

const found = (form: FormDefinition) =>
  checkRelease(1, definitionsWith(form)).findings.map(({ code, path }) => `${code} ${path}`);

describe('what a publish asks beyond compiling', () => {
  test('the condition of a list must be one, and a mistake is named where it stands', () => {
    expect(found(withList({ '>': [{ var: 'total' }, '5'] }))).toEqual([]);
    expect(found(withList({ and: [true, { '>': [{ var: 'sum' }, '5'] }] }))).toEqual([
      'condition_unknown_variable /lists/1/where/and/1/>/0',
    ]);
    expect(found(withList({ '>': [{ var: 'total' }, 'many'] }))).toHaveLength(1);
  });

  test('a field for people of a role names a role that there is', () => {
    expect(found(withRole('director'))).toEqual([]);
    expect(found(withRole('gone'))).toEqual(['unknown_role /schema/properties/overseer/x-role']);
  });

  test('what was published before still loads', () => {
    expect(compileRelease(1, definitionsWith(withRole('gone'))).ok).toBe(true);
  });
});
