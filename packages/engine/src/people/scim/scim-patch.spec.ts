import { readFilter } from './scim-filter.js';
import { patched } from './scim-patch.js';

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
  test('looks one attribute up, whatever its capitals', () => {
    expect(readFilter('USERNAME eq "a\\"b"', ['userName'])).toEqual({ attribute: 'userName', value: 'a"b' });
    expect(readFilter(undefined, ['userName'])).toBeUndefined();
  });

  test('of another kind is refused with what is understood', () => {
    expect(() => readFilter('userName co "a"', ['userName'])).toThrow(/userName/);
    expect(() => readFilter('password eq "a"', ['userName'])).toThrow(
      expect.objectContaining({ scimType: 'invalidFilter' }),
    );
  });
});
