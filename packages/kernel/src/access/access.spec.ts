import type { FormGrant, RoleDefinition } from '../metadata/index.js';
import { compileAccess, coversRecord } from './decide.js';
import { narrowedSight } from './field-sight.js';
import { checkHiddenWrites, checkWrites, isPathHidden, maskRecord } from './mask.js';
import { isEverything, relationOf } from './row-scope.js';

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
    const decision = policy.can(as('auditor'), 'anything', 'erase');
    expect(decision).toMatchObject({ allowed: true, hidden: new Set(), readOnly: new Set() });
    expect(isEverything(decision.rows)).toBe(true);
  });

  test('grants of several roles add up', () => {
    const decision = policy.can(as('clerk', 'checker'), 'claim', 'read');
    expect(decision.rows).toEqual([{ rows: 'own' }, { rows: 'assigned' }]);
    expect(coversRecord(decision, { own: false, assigned: true })).toBe(true);
    expect(coversRecord(decision, { own: false, assigned: false })).toBe(false);
    expect(isEverything(policy.can(as('clerk', 'reader'), 'claim', 'read').rows)).toBe(true);
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

describe('how far a grant reaches', () => {
  // ada and bo work in sales north, cy in sales, dee in the works; sales north lies in sales, all in the company.
  const departments = new Map([
    ['ada', 'north'],
    ['bo', 'north'],
    ['cy', 'sales'],
    ['dee', 'works'],
    ['eve', 'other'],
  ]);
  const above = new Map([
    ['north', 'sales'],
    ['sales', 'company'],
    ['works', 'company'],
  ]);
  const people = {
    departmentOf: (user: string) => departments.get(user),
    parentOf: (department: string) => above.get(department),
  };
  const scopeOf = () => ({ fields: { total: { kind: 'number' }, kind: { kind: 'text' } } }) as const;
  const sees = (grant: Partial<FormGrant>, actor: string, maker: string, more = {}) => {
    const rules = compileAccess(
      [role('r', [{ form: 'claim', actions: ['read'], rows: 'all', ...grant }])],
      scopeOf,
    );
    const record = { created_by: maker, status: 'open', ...more };
    const relation = relationOf(record, { actor, involved: false, people });
    return coversRecord(rules.can(as('r'), 'claim', 'read'), relation);
  };

  test('a department sees what its people made, and not what stands above or below', () => {
    expect(sees({ rows: 'department' }, 'ada', 'bo')).toBe(true);
    expect(sees({ rows: 'department' }, 'cy', 'ada')).toBe(false);
    expect(sees({ rows: 'department' }, 'nobody', 'ada')).toBe(false);
    expect(sees({ rows: 'department' }, 'nobody', 'nobody')).toBe(true);
  });

  test('a leader sees what was made below, an organisation what was made anywhere in it', () => {
    expect(sees({ rows: 'departments_below' }, 'cy', 'ada')).toBe(true);
    expect(sees({ rows: 'departments_below' }, 'ada', 'cy')).toBe(false);
    expect(sees({ rows: 'organisation' }, 'ada', 'dee')).toBe(true);
    expect(sees({ rows: 'organisation' }, 'ada', 'eve')).toBe(false);
  });

  test('states and conditions narrow it', () => {
    expect(sees({ states: ['open'] }, 'ada', 'dee')).toBe(true);
    expect(sees({ states: ['closed'] }, 'ada', 'dee')).toBe(false);
    const where = { '>': [{ var: 'total' }, '100'] };
    expect(sees({ where }, 'ada', 'dee', { total: '100.01' })).toBe(true);
    expect(sees({ where }, 'ada', 'dee', { total: '99' })).toBe(false);
    expect(sees({ where }, 'ada', 'dee')).toBe(false);
  });

  test('a condition that cannot be understood is met by nothing', () => {
    expect(sees({ where: { '==': [{ var: 'place.code' }, 'A'] } }, 'ada', 'ada')).toBe(false);
  });
});

describe('fields shown in part, and fields that are only read', () => {
  const policyOf = (...grants: Partial<FormGrant>[]) =>
    compileAccess(
      grants.map((grant, at) =>
        role(`r${at}`, [{ form: 'claim', actions: ['read'], rows: 'all', ...grant }]),
      ),
    ).can(as(...grants.map((_, at) => `r${at}`)), 'claim', 'read');
  const record = { phone: '13812345678', lines: [{ id: 'a', phone: '123' }], kinds: ['a', 'b'] };

  test('a text shows its ends and never how long it is', () => {
    const { hidden, masked } = policyOf({ masked: [{ field: 'phone', first: 3, last: 4 }] });
    expect(maskRecord(record, hidden, masked)).toEqual({
      phone: '138••••5678',
      lines: [{ id: 'a', phone: '••••' }],
      kinds: ['a', 'b'],
    });
    expect(maskRecord(record, hidden)).toEqual({ lines: [{ id: 'a' }], kinds: ['a', 'b'] });
  });

  test('of two grants for the same records the one that shows more counts', () => {
    const mask = { field: 'phone', last: 4 };
    expect(policyOf({ hidden: ['phone'] }, { masked: [mask] }).masked.get('phone')).toEqual(mask);
    expect(policyOf({ masked: [mask] }, {}).hidden).toEqual(new Set());
    expect(policyOf({ readOnly: ['note'] }, {}).readOnly).toEqual(new Set());
    expect(policyOf({ readOnly: ['note'] }, { readOnly: ['note'] }).readOnly).toEqual(new Set(['note']));
  });

  test('neither can be written; in a new record a blank says nothing', () => {
    const sight = policyOf({ masked: [{ field: 'phone', last: 4 }], readOnly: ['note'] });
    const codes = (values: Record<string, string | null>, isNew = false) =>
      checkWrites(values, sight, isNew).map(({ code, path }) => `${code} ${path}`);
    expect(codes({ phone: '1', note: 'x', other: 'y' })).toEqual([
      'field_not_yours /phone',
      'field_not_yours /note',
    ]);
    expect(codes({ phone: null })).toEqual(['field_not_yours /phone']);
    expect(codes({ phone: null }, true)).toEqual([]);
  });
});

describe('what is hidden beside grants', () => {
  const sight = {
    hidden: new Set(['cost', 'phone']),
    masked: new Map([['phone', { field: 'phone', first: 3 }]]),
    readOnly: new Set(['note', 'lines.price']),
  };

  test('is hidden whole, its ends and that it may only be read included', () => {
    expect(narrowedSight(sight, new Set(['phone', 'lines']))).toEqual({
      hidden: new Set(['cost', 'phone', 'lines']),
      masked: new Map(),
      readOnly: new Set(['note']),
    });
  });

  test('may be nothing, and then nothing is otherwise', () => {
    expect(narrowedSight(sight, new Set())).toBe(sight);
  });
});

describe('why', () => {
  const question = { form: 'claim', action: 'read', field: 'cost' };
  const outcomes = (...roles: string[]) =>
    policy.why(as(...roles), question).considered.map(({ role: of, outcome }) => `${of} ${outcome}`);

  test('names the grant that decides and what every other one would have done', () => {
    expect(policy.why(as('reader'), question)).toMatchObject({
      allowed: true,
      field: 'hidden',
      deciding: { role: 'reader', outcome: 'field_hidden' },
    });
    expect(outcomes('reader')).toEqual([
      'clerk not_held',
      'checker not_held',
      'reader field_hidden',
      'auditor not_held',
    ]);
    expect(policy.why(as('reader', 'auditor'), question)).toMatchObject({
      field: 'shown',
      deciding: { role: 'auditor' },
    });
  });

  test('tells why a record is out of reach', () => {
    const relation = { own: false, assigned: false };
    const answer = policy.why(as('clerk'), { ...question, relation });
    expect(answer).toMatchObject({ allowed: false });
    expect(answer.deciding).toBeUndefined();
    expect(answer.considered[0]).toMatchObject({ role: 'clerk', outcome: 'out_of_reach' });
    expect(policy.why(as('clerk'), { form: 'claim', action: 'delete' }).considered[0]).toMatchObject({
      outcome: 'other_action',
    });
  });
});
