import { COMMON_PASSWORDS } from './known-passwords.js';
import { checkPassword } from './password-rules.js';

const owner = { login: 'lijuan1990', name: 'Li Juan' };

function codesOf(password: string): readonly string[] {
  return checkPassword(password, owner, { passwordLength: 10 }, '/newPassword').map(({ code }) => code);
}

describe('a new password', () => {
  test('of enough characters that nobody tries first is taken, whatever characters they are', () => {
    expect(codesOf('correct horse battery')).toEqual([]);
    expect(codesOf('三个和尚没水喝一个和尚')).toEqual([]);
  });

  test('that is too short is refused with the length it must have', () => {
    expect(checkPassword('short', owner, { passwordLength: 10 }, '/newPassword')).toEqual([
      { code: 'password_too_short', path: '/newPassword', params: { min: 10, length: 5 } },
    ]);
  });

  test('that stands on the list of common ones is refused, also with something behind it', () => {
    expect(codesOf('Q1W2E3R4T5')).toEqual(['password_common']);
    expect(codesOf('password2026!')).toEqual(['password_common']);
    expect(codesOf('aaaaaaaaaaaa')).toEqual(['password_common']);
  });

  test('that is little more than the login or the name is refused', () => {
    expect(codesOf('LiJuan1990!')).toEqual(['password_tells_owner']);
    expect(codesOf('lijuan-2026')).toEqual(['password_tells_owner']);
    expect(codesOf('lijuan likes rain on tin roofs')).toEqual([]);
  });

  test('is compared with a list of small letters, so that capitals do not help', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(1500);
    expect([...COMMON_PASSWORDS].filter((word) => word !== word.toLowerCase())).toEqual([]);
  });
});
