import { readFilter } from './scim-filter.js';
import { patched } from './scim-patch.js';
import { patchedUser, readUser } from './user-resource.js';

const person = {
  userName: 'lin',
  active: true,
  name: { formatted: 'Lin' },
  emails: [{ value: 'lin@example.com', type: 'work' }],
};
const group = { displayName: 'keepers', members: [{ value: 'a' }, { value: 'b' }] };

describe('a PATCH', () => {
  test('replaces what its path names, however the operation is spelt', () => {
    expect(patched(person, [{ op: 'Replace', path: 'active', value: false }])['active']).toBe(false);
    expect(patched(person, [{ op: 'replace', path: 'name.formatted', value: 'Lin Wu' }])['name']).toEqual({
      formatted: 'Lin Wu',
    });
  });

  test('without a path takes an object, also one whose names are paths', () => {
    const after = patched(person, [{ op: 'replace', value: { active: false, 'name.formatted': 'L' } }]);
    expect(after).toMatchObject({ active: false, name: { formatted: 'L' } });
  });

  test('finds one of several by a condition, and makes it where there is none', () => {
    const path = 'emails[type eq "work"].value';
    expect(patched(person, [{ op: 'replace', path, value: 'new@example.com' }])['emails']).toEqual([
      { value: 'new@example.com', type: 'work' },
    ]);
    const bare = patched({ userName: 'x' }, [{ op: 'add', path, value: 'x@example.com' }]);
    expect(bare['emails']).toEqual([{ type: 'work', value: 'x@example.com' }]);
  });

  test('adds members once and takes them away by path or by value', () => {
    const added = patched(group, [{ op: 'add', path: 'members', value: [{ value: 'b' }, { value: 'c' }] }]);
    expect(added['members']).toEqual([{ value: 'a' }, { value: 'b' }, { value: 'c' }]);
    const byPath = patched(group, [{ op: 'remove', path: 'members[value eq "a"]' }]);
    expect(byPath['members']).toEqual([{ value: 'b' }]);
    const byValue = patched(group, [{ op: 'Remove', path: 'members', value: [{ value: 'b' }] }]);
    expect(byValue['members']).toEqual([{ value: 'a' }]);
    expect(patched(group, [{ op: 'remove', path: 'members' }])['members']).toEqual([]);
  });

  test('of attributes that are not kept here is passed over, and what stands beside them counts', () => {
    const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const after = patched(person, [
      { op: 'Add', path: `${enterprise}:department`, value: 'Sales' },
      { op: 'Replace', value: { [enterprise]: { manager: 'a' }, [`${enterprise}:division`]: 'b' } },
      { op: 'Replace', path: 'active', value: 'False' },
    ]);
    expect(after).toEqual({ ...person, active: 'False' });
  });

  test('that gives both parts of a name gives a name, and one that gives the whole counts first', () => {
    const parts = { 'name.familyName': 'Wu', 'name.givenName': 'Lin' };
    const named = (value: object) => readUser(patchedUser(person, [{ op: 'replace', value }])).name;
    expect(named(parts)).toBe('Wu Lin');
    expect(named({ ...parts, displayName: 'Lin W.' })).toBe('Lin W.');
    expect(named({ ...parts, 'name.formatted': 'L. Wu' })).toBe('L. Wu');
    expect(named({ active: true })).toBe('Lin');
  });

  test('that is not understood says what is wrong and changes nothing', () => {
    const wrong = (operation: object) => () => patched(person, [operation as { op: string }]);
    expect(wrong({ op: 'remove' })).toThrow(expect.objectContaining({ scimType: 'invalidPath' }));
    expect(wrong({ op: 'jump', path: 'active' })).toThrow(
      expect.objectContaining({ scimType: 'invalidSyntax' }),
    );
    expect(wrong({ op: 'add', path: 'a..b', value: 1 })).toThrow(expect.objectContaining({ status: 400 }));
    expect(person.active).toBe(true);
  });
});

describe('a filter', () => {
  const columns = { userName: String, active: String, 'emails[type eq "work"].value': String };

  test('looks one attribute up, whatever its capitals and with or without its schema', () => {
    expect(readFilter('USERNAME eq "a\\"b"', columns)).toEqual([{ attribute: 'userName', value: 'a"b' }]);
    const named = readFilter('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"', columns);
    expect(named).toEqual([{ attribute: 'userName', value: 'a' }]);
    expect(readFilter(undefined, columns)).toEqual([]);
  });

  test('joins several by and', () => {
    const both = readFilter('emails[type eq "work"].value eq "a and b" and active eq True', columns);
    expect(both).toEqual([
      { attribute: 'emails[type eq "work"].value', value: 'a and b' },
      { attribute: 'active', value: 'true' },
    ]);
  });

  test.each([
    'userName co "a"',
    'password eq "a"',
    'userName eq "a" and',
    'userName eq "a" or userName eq "b"',
  ])('of another kind is refused with what is understood: %s', (text) => {
    expect(() => readFilter(text, columns)).toThrow(/userName/);
    expect(() => readFilter(text, columns)).toThrow(expect.objectContaining({ scimType: 'invalidFilter' }));
  });
});
