import { hashPassword, passwordFits } from './passwords.js';

const TRIES = 12;
const MICROSECONDS = 1000;

/** Processor time of this process, with the threads that hash; what else runs on the machine does not count. */
async function workOf(attempt: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < TRIES; at += 1) await attempt();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROSECONDS;
}

describe('a password', () => {
  test('fits the hash that was made of it and no other, and nobody has none', async () => {
    const hash = await hashPassword('heron above lakes');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordFits(hash, 'heron above lakes')).toBe(true);
    expect(await passwordFits(hash, 'heron above lake')).toBe(false);
    expect(await passwordFits(null, 'nobody has this password')).toBe(false);
  });

  test('of a login that does not exist costs as much work as a wrong one, so that the time tells nobody which logins there are', async () => {
    const hash = await hashPassword('heron above lakes');
    await passwordFits(null, 'x');
    const wrong = await workOf(() => passwordFits(hash, 'x'));
    const nobody = await workOf(() => passwordFits(null, 'x'));
    expect(nobody).toBeGreaterThan(wrong / 2);
    expect(nobody).toBeLessThan(wrong * 2);
  });
});
