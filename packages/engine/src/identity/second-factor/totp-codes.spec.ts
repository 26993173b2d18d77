import { Secret } from 'otpauth';
import { codeAt, newTotpSecret, stepOfCode, totpAddress } from './totp-codes.js';

/** The secret of the examples in RFC 6238, whose codes have eight digits; ours are their last six. */
const RFC_SECRET = Secret.fromUTF8('12345678901234567890').base32;
const STEP_MS = 30_000;

function later(now: string, ms: number): string {
  return new Date(Date.parse(now) + ms).toISOString();
}

describe('codes by time', () => {
  test.each([
    ['1970-01-01T00:00:59.000Z', '287082'],
    ['2005-03-18T01:58:29.000Z', '081804'],
    ['2009-02-13T23:31:30.000Z', '005924'],
    ['2033-05-18T03:33:20.000Z', '279037'],
  ])('are those of RFC 6238 at %s', (now, code) => {
    expect(codeAt(RFC_SECRET, now)).toBe(code);
  });

  test('are taken one step early or late, no more', () => {
    const now = '2026-11-20T12:00:00.000Z';
    const code = codeAt(RFC_SECRET, now);
    const step = stepOfCode(RFC_SECRET, code, now);
    expect(step).toBe(Date.parse(now) / STEP_MS);
    expect(stepOfCode(RFC_SECRET, code, later(now, STEP_MS))).toBe(step);
    expect(stepOfCode(RFC_SECRET, code, later(now, 2 * STEP_MS))).toBeUndefined();
  });

  test('come from secrets of 160 random bits that an authenticator can read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    expect(totpAddress(secret, 'lin')).toContain(`secret=${secret}`);
    expect(totpAddress(secret, 'lin')).toMatch(/^otpauth:\/\/totp\/Dougong:lin\?/);
  });
});
