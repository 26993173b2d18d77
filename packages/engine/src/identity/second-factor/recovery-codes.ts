import { createHash, randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;
const GROUP = 5;
/** Without what is easily read wrong. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Fresh codes for the day when the phone is gone: each is good once. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => `${group()}-${group()}`);
}

/** What is stored; blanks, hyphens and capitals do not matter. */
export function recoveryCodeHash(user: string, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`${user}\n${plain}`).digest();
}

function group(): string {
  return Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
