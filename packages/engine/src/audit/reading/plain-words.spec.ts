import { placeWords, valueWords } from './plain-words.js';

const LIJUAN = '01a20937-1ab5-7149-afd6-4682a78c0c5a';
const reader = {
  language: 'en',
  nameOf: (person: string) => (person === LIJUAN ? '李娟' : undefined),
  titleOf: (property: string, key: string) =>
    property === 'roles' && key === 'keeper' ? 'Keeper' : undefined,
} as const;

describe('what the platform changed is told in words', () => {
  test('a place is told by its parts, people by their names, ids of nobody not at all', () => {
    expect(placeWords(`/${LIJUAN}/roles`, reader)).toBe('李娟 · Roles');
    expect(placeWords('/api_keys/01a20937-1ab5-7149-afd6-000000000000', reader)).toBe('API key');
    expect(placeWords('/anchors/7', reader)).toBe('Anchor · 7');
    expect(placeWords('/books/unheard-of', reader)).toBe('books · unheard-of');
  });

  test('roles have their titles, yes and no their words, nothing is nothing', () => {
    expect(valueWords('/lijuan/roles', ['keeper', 'gone'], reader)).toBe('Keeper, gone');
    expect(valueWords('/lijuan/active', false, { ...reader, language: 'zh-CN' })).toBe('否');
    expect(valueWords('/lijuan/post', null, reader)).toBeNull();
    expect(valueWords('/lijuan/posts', [], reader)).toBeNull();
  });

  test('a value that stands under the id of a thing is one of its kind', () => {
    const states = { ...reader, titleOf: (property: string, key: string) => `${property}: ${key}` };
    expect(valueWords('/jobs/01a20937-1ab5-7149-afd6-000000000000', 'queued', states)).toBe('jobs: queued');
  });

  test('a value of several properties is a list of words, not JSON', () => {
    const made = { name: 'demo', prefix: 'dg_7XFW', expiresAt: null, roles: ['keeper'] };
    expect(valueWords('/api_keys/x', made, reader)).toBe('Name demo; Beginning dg_7XFW; Roles Keeper');
    const title = { 'zh-CN': '公司', en: 'Company' };
    expect(valueWords('/organisation/departments', [{ key: 'co', title }, { key: 'b' }], reader)).toBe(
      'Key co; Title Company\nKey b',
    );
  });

  test('what lies deep is told as it is written, and nothing is told without end', () => {
    expect(valueWords('/values', { a: { b: { c: { d: 1 } } } }, reader)).toBe('a b c {"d":1}');
    expect(valueWords('/values', 'x'.repeat(5000), reader)).toHaveLength(2000);
  });

  test('a property that is called like one of every object is no word', () => {
    expect(placeWords('/toString/constructor', reader)).toBe('toString · constructor');
  });
});
