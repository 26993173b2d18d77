import type { RoleDefinition } from '../metadata/index.js';
import { compileAccess } from './decide.js';
import { withinKeyScopes } from './key-scope.js';
import type { KeyScope } from './key-scope.js';

const everything: RoleDefinition = {
  kind: 'role',
  format: 1,
  key: 'keeper',
  title: { 'zh-CN': '全部', en: 'Everything' },
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
  system: ['vouchers', 'administer'],
};
const policy = withinKeyScopes(compileAccess([everything]));
const keeper = (scope?: KeyScope) => ({
  id: 'u',
  roles: ['keeper'],
  rights: [],
  ...(scope ? { scope } : {}),
});

describe('the scope of a key', () => {
  test('that is not there takes nothing away', () => {
    expect(policy.can(keeper(), 'claim', 'delete').allowed).toBe(true);
    expect(policy.canReadRegister(keeper(), 'balance_book')).toBe(true);
    expect(policy.hasRight(keeper(), 'vouchers')).toBe(true);
  });

  test('leaves the actions of forms that it names, and nothing else', () => {
    const scoped = keeper({ forms: [{ form: 'claim', actions: ['read', 'create'] }] });
    expect(policy.can(scoped, 'claim', 'create').allowed).toBe(true);
    expect(policy.can(scoped, 'claim', 'delete').allowed).toBe(false);
    expect(policy.can(scoped, 'other', 'read').allowed).toBe(false);
    expect(policy.canReadRegister(scoped, 'balance_book')).toBe(false);
    expect(policy.hasRight(scoped, 'vouchers')).toBe(false);
  });

  test('that only reads changes nothing, even where it names every action', () => {
    const scoped = keeper({ readOnly: true, forms: [{ form: '*', actions: ['*'] }], registers: ['*'] });
    expect(policy.can(scoped, 'claim', 'read').allowed).toBe(true);
    expect(policy.can(scoped, 'claim', 'update').allowed).toBe(false);
    expect(policy.canReadRegister(scoped, 'balance_book')).toBe(true);
  });

  test('never gives what the account does not have', () => {
    const poor = { id: 'u', roles: [], rights: [], scope: { forms: [{ form: '*', actions: ['*'] }] } };
    expect(policy.can(poor, 'claim', 'read').allowed).toBe(false);
    const asking = { ...poor, scope: { rights: ['audit'] } };
    expect(policy.hasRight(asking, 'audit')).toBe(false);
  });
});
