import type { FormGrant, RoleDefinition } from '../metadata/index.js';
import { compileAccess } from './decide.js';
import { accessChanges } from './sight-changes.js';

const role = (key: string, ...forms: FormGrant[]): RoleDefinition => ({
  kind: 'role',
  format: 1,
  key,
  title: { 'zh-CN': key, en: key },
  forms,
});
const read = (more: Partial<FormGrant> = {}): FormGrant => ({
  form: 'note',
  actions: ['read'],
  rows: 'all',
  ...more,
});
const people = ['ann', 'bo', 'cy'].map((id) => ({
  id,
  roles: id === 'cy' ? ['boss'] : ['clerk'],
  rights: [],
}));
const forms = [{ key: 'note', actions: ['read', 'close'], fields: ['cost', 'lines.cost'] }];

const told = (before: FormGrant, after: FormGrant) => {
  const boss = role('boss', read());
  const [was, is] = [before, after].map((grant) => compileAccess([role('clerk', grant), boss]));
  if (!was || !is) throw new Error('two policies are compared');
  return accessChanges(was, is, forms, people).map(
    ({ what, subject, people: met }) => `${what} ${subject ?? ''} ${met.join()}`,
  );
};

describe('what a change of roles does to people', () => {
  test('a field that is hidden now is lost by those who hold the role and nobody else', () => {
    expect(told(read(), read({ hidden: ['lines.cost'] }))).toEqual(['loses_field lines.cost ann,bo']);
    expect(told(read({ hidden: ['cost'] }), read())).toEqual([
      'gains_field cost ann,bo',
      'gains_field lines.cost ann,bo',
    ]);
  });

  test('fields shown in part, or only read, are told as that', () => {
    expect(told(read(), read({ masked: [{ field: 'lines.cost', last: 2 }] }))).toEqual([
      'field_masked lines.cost ann,bo',
    ]);
    expect(told(read(), read({ readOnly: ['lines.cost'] }))).toEqual([
      'may_not_write_field lines.cost ann,bo',
    ]);
  });

  test('whoever reads no more is told that alone, and other rows are told once', () => {
    expect(told(read(), read({ actions: ['close'] }))).toEqual([
      'loses_action read ann,bo',
      'gains_action close ann,bo',
    ]);
    expect(told(read(), read({ rows: 'department' }))).toEqual(['other_rows  ann,bo']);
    expect(told(read(), read())).toEqual([]);
  });
});
