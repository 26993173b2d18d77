import { beyondKey, isAddressOrNetwork, isFromOneOf } from './key-limits.js';
import type { KeyScope } from '../subject.js';

function beyond(scope: KeyScope | null, method: string, url: string, addresses: readonly string[] = []) {
  return beyondKey({ scope, addresses }, { method, url, ip: '10.1.2.3' }, undefined);
}

describe('the addresses of a key', () => {
  test('are single ones and networks, of both kinds', () => {
    expect(isFromOneOf(['10.1.2.3'], '10.1.2.3')).toBe(true);
    expect(isFromOneOf(['10.1.0.0/16'], '10.1.2.3')).toBe(true);
    expect(isFromOneOf(['10.2.0.0/16', '2001:db8::/32'], '10.1.2.3')).toBe(false);
    expect(isFromOneOf(['10.2.0.0/16', '2001:db8::/32'], '2001:db8::7')).toBe(true);
    expect(isFromOneOf(['10.1.0.0/16'], '::ffff:10.1.2.3')).toBe(true);
    expect(isFromOneOf([], 'anything')).toBe(true);
  });

  test('are checked when they are written down', () => {
    expect(['10.1.2.3', '10.0.0.0/8', '::1', '2001:db8::/32'].every(isAddressOrNetwork)).toBe(true);
    expect(
      ['10.1.2', '10.0.0.0/33', '10.0.0.0/', 'host.example', '10.0.0.0/x'].some(isAddressOrNetwork),
    ).toBe(false);
  });

  test('keep a key out that comes from elsewhere', () => {
    expect(beyond(null, 'GET', '/api/v1/users', ['192.168.0.0/24'])).toBe('key_from_elsewhere');
  });
});

describe('a key', () => {
  test('without a scope opens what its account may open', () => {
    expect(beyond(null, 'DELETE', '/api/v1/users/1')).toBeUndefined();
  });

  test('with a scope opens what the scope is about and nothing else', () => {
    const scope = { forms: [{ form: 'claim', actions: ['*'] }] };
    expect(beyond(scope, 'POST', '/api/v1/forms/claim/records?preview=true')).toBeUndefined();
    expect(beyond(scope, 'GET', '/api/v1/registers/balance_book/balances')).toBe('beyond_key_scope');
    expect(beyond(scope, 'POST', '/api/v1/forms/claim/records/7/flow/actions/approve')).toBe(
      'beyond_key_scope',
    );
    expect(beyond(scope, 'GET', '/api/v1/account/sessions')).toBe('beyond_key_scope');
    expect(beyond(scope, 'GET', '/scim/v2/Users')).toBe('beyond_key_scope');
    expect(beyond({ scim: true }, 'GET', '/scim/v2/Users')).toBeUndefined();
  });

  test('that only reads sends nothing', () => {
    const scope = { readOnly: true, forms: [{ form: '*', actions: ['*'] }] };
    expect(beyond(scope, 'GET', '/api/v1/forms/claim/records')).toBeUndefined();
    expect(beyond(scope, 'POST', '/api/v1/forms/claim/records')).toBe('beyond_key_scope');
  });
});
