import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { COMMON_PASSWORDS } from './known-passwords.js';

/** Longer ones would only cost time to hash. */
export const PASSWORD_LENGTH_MAX = 200;

/** What stands behind the word of a password that people think makes it another one. */
const DECORATION = /[\d!@#$%^&*().,_+-]+$/;
const PART_LENGTH_MIN = 4;

export interface PasswordOwner {
  readonly login: string;
  readonly name: string;
}

/**
 * What is wrong with a wanted password. Length and lists of what is tried first make passwords strong; asking for kinds of
 * characters does not, so nobody asks for them.
 */
export function checkPassword(
  password: string,
  owner: PasswordOwner,
  { passwordLength }: { readonly passwordLength: number },
  path: string,
): readonly Issue[] {
  const length = [...password].length;
  if (length < passwordLength) return [issue('password_too_short', path, { min: passwordLength, length })];
  if (isCommon(password)) return [issue('password_common', path)];
  return tellsOwner(password, owner) ? [issue('password_tells_owner', path)] : [];
}

function isCommon(password: string): boolean {
  const small = password.toLowerCase();
  return (
    COMMON_PASSWORDS.has(small) ||
    COMMON_PASSWORDS.has(small.replace(DECORATION, '')) ||
    new Set(small).size < PART_LENGTH_MIN
  );
}

/** The login or the name, alone or with something added that is shorter than it. */
function tellsOwner(password: string, { login, name }: PasswordOwner): boolean {
  const small = password.toLowerCase();
  return [login, name]
    .map((word) => word.toLowerCase().replaceAll(/\s/g, ''))
    .some((word) => word.length >= PART_LENGTH_MIN && small.includes(word) && small.length < word.length * 2);
}
