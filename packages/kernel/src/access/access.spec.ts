import type { FormGrant, RoleDefinition } from '../metadata/index.js';
import { compileAccess, coversRecord } from './decide.js';
import { checkHiddenWrites, isPathHidden, maskRecord } from './mask.js';

const role = (key: string, forms: FormGrant[], more: Partial<RoleDefinition> = {}): RoleDefinition => ({
  kind: 'role',
  format: 1,
  key,
  title: { 'zh-CN': key, en: key },
  forms,
  ...more,
});
const policy = compileAccess([
  role('clerk', [{ form: 'claim', actions: ['read', 'create'], rows: 'own' }]),
  role('checker', [{ form: 'claim', actions: ['read', 'approve'], rows: 'assigned', hidden: ['cost'] }]),
  role('reader', [{ form: 'claim', actions: ['read'], rows: 'all', hidden: ['cost', 'note'] }], {
    registers: ['ledger'],
  }),
  role('auditor', [{ form: '*', actions: ['*'], rows: 'all' }], { registers: ['*'], system: ['audit'] }),
]);
const as = (...roles: string[]) => ({ id: 'u', roles, rights: [] });

describe('what a role allows', () => {
  test('nothing is allowed that no role grants', () => {
    expect(policy.can(as('clerk'), 'claim', 'delete').allowed).toBe(false);
    expect(policy.can(as('clerk'), 'other', 'read').allowed).toBe(false);
    expect(policy.can(as('gone'), 'claim', 'read').allowed).toBe(false);
  });

  test('a star stands for every form and every action', () => {
    expect(policy.can(as('auditor'), 'anything', 'erase')).toEqual({
      allowed: true,
      rows: 'all',
      hidden: new Set(),
    });
  });

  test('grants of several roles add up', () => {
    const decision = policy.can(as('clerk', 'checker'), 'claim', 'read');
    expect(decision.rows).toBe('own_or_assigned');
    expect(coversRecord(decision, { own: false, assigned: true })).toBe(true);
    expect(coversRecord(decision, { own: false, assigned: false })).toBe(false);
    expect(policy.can(as('clerk', 'reader'), 'claim', 'read').rows).toBe('all');
  });

  test('a grant for few records does not show a field on all of them', () => {
    expect(policy.can(as('clerk', 'reader'), 'claim', 'read').hidden).toEqual(new Set(['cost', 'note']));
    expect(policy.can(as('reader', 'auditor'), 'claim', 'read').hidden).toEqual(new Set());
    expect(policy.can(as('clerk', 'checker'), 'claim', 'read').hidden).toEqual(new Set(['cost']));
  });

  test('registers and system rights are granted by name', () => {
    expect(policy.canReadRegister(as('reader'), 'ledger')).toBe(true);
    expect(policy.canReadRegister(as('reader'), 'other')).toBe(false);
    expect(policy.canReadRegister(as('auditor'), 'other')).toBe(true);
    expect(policy.hasRight(as('auditor'), 'audit')).toBe(true);
    expect(policy.hasRight({ id: 'u', roles: [], rights: ['design'] }, 'design')).toBe(true);
    expect(policy.hasRight(as('reader'), 'audit')).toBe(false);
  });
});

describe('hidden fields', () => {
  const record = { cost: '1', note: 'n', lines: [{ id: 'a', cost: '2', qty: '3' }] };

  test('are left out of the header and of every line', () => {
    expect(maskRecord(record, new Set(['cost']))).toEqual({ note: 'n', lines: [{ id: 'a', qty: '3' }] });
    expect(maskRecord(record, new Set(['lines.cost']))).toEqual({
      cost: '1',
      note: 'n',
      lines: [{ id: 'a', qty: '3' }],
    });
    expect(maskRecord(record, new Set(['lines']))).toEqual({ cost: '1', note: 'n' });
    expect(isPathHidden(new Set(['cost']), 'lines.cost')).toBe(true);
    expect(isPathHidden(new Set(['lines.cost']), 'cost')).toBe(false);
  });

  test('cannot be written, and the refusal tells nothing about them', () => {
    expect(checkHiddenWrites(record, new Set(['cost']))).toEqual([
      { code: 'unknown_field', path: '/cost', params: { field: 'cost' } },
      { code: 'unknown_field', path: '/lines/0/cost', params: { field: 'cost' } },
    ]);
  });
});
