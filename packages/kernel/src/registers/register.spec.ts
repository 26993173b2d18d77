import { balanceKey } from './balance-key.js';
import { negativePolicy } from './negative-policy.js';
import { checkRegisterChange } from './register-change.js';
import { compileRegister } from './register.js';
import { compiledRegister, HOLDINGS, TURNOVER, VALUES } from './registers.fixtures.js';
import { standardGroup } from './standard-group.js';
import type { RegisterDefinition } from '../metadata/index.js';

const codes = (definition: RegisterDefinition) => {
  const compiled = compileRegister(definition);
  return compiled.ok ? [] : compiled.error.map(({ code, path }) => `${code} ${path}`);
};

describe('a register definition', () => {
  test('dimensions and resources get their columns in order', () => {
    const register = compiledRegister(HOLDINGS);
    expect(register.dimensions.map(({ id, slot }) => `${id}=${slot}`)).toEqual([
      'item=s1',
      'place=s2',
      'lot=s3',
    ]);
    expect(register.resources.map(({ id, slot }) => `${id}=${slot}`)).toEqual(['qty=r1']);
  });

  test('a valued register keeps its quantity before its amount, however they are written', () => {
    const register = compiledRegister(VALUES);
    expect(register.resources.map(({ id, slot }) => `${id}=${slot}`)).toEqual(['qty=r1', 'amount=r2']);
    expect(register.valued?.amount.id).toBe('amount');
  });

  test('a valued register without an amount is refused', () => {
    expect(codes({ ...HOLDINGS, valuation: 'moving_average' })).toEqual([
      'valued_needs_quantity_and_amount /resources',
    ]);
  });

  test('a valued register may let its quantity go below zero', () => {
    expect(codes({ ...VALUES, negative: 'warn' })).toEqual([]);
  });

  test.each([
    ['moving_average', 'moving_average'],
    ['batch_actual', 'moving_average'],
    ['period_average', 'moving_average'],
    ['fifo', 'fifo'],
    ['standard', 'standard'],
  ] as const)('%s is valued by the machine for %s', (valuation, machine) => {
    expect(compiledRegister({ ...VALUES, valuation }).valued?.method.kind).toBe(machine);
  });

  test('an exception from the policy counts for the keys that it names', () => {
    const exception = { dimension: 'place', value: 'yard', policy: 'warn' as const };
    const register = compiledRegister({ ...HOLDINGS, negativeFor: [exception] });
    expect(negativePolicy(register, ['a', 'yard', null])).toBe('warn');
    expect(negativePolicy(register, ['a', 'p', null])).toBe('refuse');
  });

  test('the pools of the first dimension share a standard cost unless others are named', () => {
    expect(standardGroup(compiledRegister(VALUES), ['a', 'p'])).toEqual(['a']);
    const register = compiledRegister({ ...VALUES, standardBy: ['place'] });
    expect(standardGroup(register, ['a', 'p'])).toEqual([null, 'p']);
  });

  test('a deferred balance is no row to lock', () => {
    expect(compiledRegister({ ...HOLDINGS, negative: 'allow', balance: 'deferred' }).locksBalance).toBe(
      false,
    );
    expect(compiledRegister({ ...HOLDINGS, balance: 'queued' }).locksBalance).toBe(true);
  });

  test('a turnover register has no balance to watch', () => {
    expect(codes({ ...TURNOVER, negative: 'refuse' })).toEqual(['turnover_has_no_balance /negative']);
  });

  test('one name is used once', () => {
    const [first] = HOLDINGS.dimensions;
    if (!first) throw new Error('no dimension');
    expect(codes({ ...HOLDINGS, dimensions: [first, { ...first, id: 'qty' }] })).toEqual([
      'duplicate_id /resources/0/id',
    ]);
  });

  test('a reference dimension names its form', () => {
    const dimensions = HOLDINGS.dimensions.map((dimension) => ({ ...dimension, form: undefined }));
    expect(codes({ ...HOLDINGS, dimensions })).toEqual([
      'reference_without_form /dimensions/0',
      'reference_without_form /dimensions/1',
    ]);
  });
});

describe('a new version of a register', () => {
  const before = compiledRegister(HOLDINGS);
  const changes = (after: RegisterDefinition) =>
    checkRegisterChange(before, compiledRegister(after)).map(({ code, path }) => `${code} ${path}`);
  const added = { id: 'owner', title: HOLDINGS.title, type: 'text' as const, required: false };

  test('may get a dimension at the end and finer decimals', () => {
    const resources = HOLDINGS.resources.map((resource) => ({ ...resource, scale: 8 }));
    expect(changes({ ...HOLDINGS, resources, dimensions: [...HOLDINGS.dimensions, added] })).toEqual([]);
  });

  test('may not demand a dimension that old rows do not have', () => {
    const dimensions = [...HOLDINGS.dimensions, { ...added, required: true }];
    expect(changes({ ...HOLDINGS, dimensions })).toEqual(['new_dimension_required /dimensions/3/required']);
  });

  test('may not put another dimension where rows were written', () => {
    const dimensions = [HOLDINGS.dimensions[1], HOLDINGS.dimensions[0], HOLDINGS.dimensions[2]].flatMap(
      (one) => one ?? [],
    );
    expect(changes({ ...HOLDINGS, dimensions })).toHaveLength(2);
  });

  test('may not change what its rows were valued and kept by', () => {
    expect(changes({ ...HOLDINGS, negative: 'allow', balance: 'split' })).toEqual([
      'register_policy_changed /balance',
    ]);
    expect(changes({ ...HOLDINGS, balance: 'queued', negative: 'warn' })).toEqual([]);
  });

  test('may not cut decimals off', () => {
    const resources = HOLDINGS.resources.map((resource) => ({ ...resource, scale: 2 }));
    expect(changes({ ...HOLDINGS, resources })).toEqual(['register_resource_changed /resources']);
  });

  test('keeps the keys of its balances when it gains a dimension', () => {
    expect(balanceKey('holdings', ['a', 'p', null])).toBe(balanceKey('holdings', ['a', 'p', null, null]));
    expect(balanceKey('holdings', ['a', null, 'x'])).not.toBe(balanceKey('holdings', ['a', 'x']));
  });
});
