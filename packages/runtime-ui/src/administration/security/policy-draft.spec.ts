import { changeOf, draftOf, faultsOf, isFaulty, policyOf } from './policy-draft.js';
import type { SecurityPolicy } from './security-wire.js';

const policy: SecurityPolicy = {
  passwordLength: 10,
  passwordHistory: 5,
  passwordDays: null,
  secondFactor: { all: false, roles: [] },
  failedTries: 5,
  idleMinutes: 480,
  sessionHours: 12,
  groupRoles: { Keepers: ['keeper'] },
};

describe('the rules of signing in, while somebody writes them', () => {
  it('mean what was read as long as nothing is typed', () => {
    expect(policyOf(draftOf(policy))).toEqual(policy);
    expect(changeOf(policy, policyOf(draftOf(policy)))).toEqual({});
  });

  it('tell only what differs', () => {
    const draft = { ...draftOf(policy), passwordLength: '12', reach: 'all' as const };
    expect(changeOf(policy, policyOf(draft))).toEqual({
      passwordLength: 12,
      secondFactor: { all: true, roles: [] },
    });
  });

  it('are faulty where a number is none or out of bounds', () => {
    const draft = { ...draftOf(policy), passwordLength: '4', failedTries: 'three', sessionHours: ' 24 ' };
    expect([...faultsOf(draft).numbers]).toEqual(['passwordLength', 'failedTries']);
    expect(isFaulty(faultsOf({ ...draft, passwordLength: '8', failedTries: '3' }))).toBe(false);
  });

  it('ask for the days of a password only where passwords end', () => {
    const draft = { ...draftOf(policy), passwordDays: '' };
    expect(isFaulty(faultsOf(draft))).toBe(false);
    expect([...faultsOf({ ...draft, doPasswordsEnd: true }).numbers]).toEqual(['passwordDays']);
  });

  it('need a role where a second factor is asked of roles, and a name of its own for each group', () => {
    const groups = [
      { name: 'Keepers', roles: [] },
      { name: ' Keepers', roles: ['keeper'] },
      { name: '', roles: [] },
    ];
    const faults = faultsOf({ ...draftOf(policy), reach: 'roles', groups });
    expect([faults.areRolesMissing, [...faults.groups]]).toEqual([true, [1, 2]]);
  });
});
