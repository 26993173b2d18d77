import pg from 'pg';
import type { Settings } from '../config/settings.js';
import type { Check, Finding, Level, Patient } from './check.js';
import { CHECKS, FIRST_CHECKS } from './checks/index.js';

/** A finding with the check that made it. */
export interface Examined extends Finding {
  readonly check: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const LEVELS: readonly Level[] = ['ok', 'warn', 'fail'];

/**
 * Looks at an installation and changes nothing. What cannot be asked is a finding itself.
 * @param appRole asks for the role that the application signs in with.
 */
export async function examine(
  ownerUrl: string,
  appRole: () => Promise<string>,
  settings: Settings,
): Promise<readonly Examined[]> {
  const owner = connection(ownerUrl);
  try {
    await owner.connect();
    const patient = { settings, owner, appRole: await appRole(), now: () => Date.now() };
    const first = await runAll(FIRST_CHECKS, patient);
    return first.some(({ level }) => level === 'fail')
      ? first
      : [...first, ...(await runAll(CHECKS, patient))];
  } catch (error) {
    return [
      { check: 'database', level: 'fail', code: 'doctor_database_away', params: { reason: reasonOf(error) } },
    ];
  } finally {
    await owner.end().catch(() => undefined);
  }
}

/** The worst of some findings. */
export function worstOf(findings: readonly Finding[]): Level {
  return LEVELS[Math.max(0, ...findings.map(({ level }) => LEVELS.indexOf(level)))] ?? 'ok';
}

async function runAll(checks: readonly Check[], patient: Patient): Promise<readonly Examined[]> {
  const found: Examined[] = [];
  for (const check of checks) found.push(...(await runOne(check, patient)));
  return found;
}

async function runOne({ name, run }: Check, patient: Patient): Promise<readonly Examined[]> {
  try {
    return [await run(patient)].flat().map((finding) => ({ check: name, ...finding }));
  } catch (error) {
    return [
      { check: name, level: 'warn', code: 'doctor_check_failed', params: { name, reason: reasonOf(error) } },
    ];
  }
}

/** The role of an address. */
export async function roleOf(url: string): Promise<string> {
  const client = connection(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string }>('SELECT current_user AS role');
    return rows[0]?.role ?? '';
  } finally {
    await client.end();
  }
}

function connection(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'dougong doctor',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
}

/** Errors of the driver do not hold addresses or passwords. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
