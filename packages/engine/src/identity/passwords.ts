import { hash, verify } from '@node-rs/argon2';

/** Memory in KiB, passes and lanes as OWASP recommends for Argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** Hashes a password with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Tells whether the password fits. Without a hash (nobody of that name) it does the same work and says no, so that
 * the time of an answer does not tell which logins exist.
 */
export async function passwordFits(storedHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const fits = await verify(storedHash ?? (await decoy), password);
  return fits && storedHash !== null;
}
