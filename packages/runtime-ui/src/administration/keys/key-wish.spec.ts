import { EMPTY_WISH, newKeyOf } from './key-wish.js';

const NOW = '2026-11-20T12:00:00.000Z';

describe('a key that is wished for', () => {
  test('reads everything for ninety days unless somebody says otherwise', () => {
    expect(newKeyOf({ ...EMPTY_WISH, name: ' shop ' }, NOW)).toEqual({
      name: 'shop',
      scope: { forms: [{ form: '*', actions: ['*'] }], registers: ['*'], readOnly: true },
      addresses: [],
      expiresAt: '2027-02-18T12:00:00.000Z',
    });
  });

  test('reaches the forms that are named and no register', () => {
    const { scope } = newKeyOf({ ...EMPTY_WISH, forms: ['item'], readOnly: false }, NOW);
    expect(scope).toEqual({ forms: [{ form: 'item', actions: ['*'] }] });
  });

  test('has addresses however they are parted, and no end where none is wished', () => {
    const key = newKeyOf(
      { ...EMPTY_WISH, reach: 'everything', addresses: '10.0.0.1\n10.0.0.0/8，::1 ', days: 0 },
      NOW,
    );
    expect(key).toMatchObject({ scope: null, addresses: ['10.0.0.1', '10.0.0.0/8', '::1'], expiresAt: null });
  });
});
