import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** What somebody who tries the platform needs to get in. Written for demo data only. */
export interface DemoLogins {
  readonly users: readonly DemoLogin[];
  readonly apiKey: string;
  readonly url: string;
}

const OWNER_ONLY = 0o600;
const FILE = 'demo-logins.json';

export function demoLoginsFile(dataDir: string): string {
  return join(dataDir, FILE);
}

/** Writes the file so that only the owner of the process can read it. */
export async function writeDemoLogins(dataDir: string, logins: DemoLogins): Promise<void> {
  const file = demoLoginsFile(dataDir);
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${JSON.stringify(logins, null, 2)}\n`, { mode: OWNER_ONLY });
  await chmod(file, OWNER_ONLY);
}

/** The demo logins of an earlier start, if there are any. */
export async function readDemoLogins(dataDir: string): Promise<DemoLogins | undefined> {
  try {
    return JSON.parse(await readFile(demoLoginsFile(dataDir), 'utf8')) as DemoLogins;
  } catch {
    return undefined;
  }
}
