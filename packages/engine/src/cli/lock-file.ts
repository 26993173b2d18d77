import { readFile, writeFile } from 'node:fs/promises';
import { canonicalJson, isJsonRecord, issue } from '@dougong/kernel/foundation';
import { Refusal } from '../http/refusal.js';
import type { LoadedTemplate } from '../templates/load-template.js';
import { CommandFailed } from './command.js';

/** What names the exact content of a template: `dougong.lock.json` holds one for each. */
export interface LockedTemplate {
  readonly key: string;
  readonly version: string;
  readonly integrity: string;
}

export const LOCK_FILE = 'dougong.lock.json';

/** Refuses templates that differ from what is locked, and those that the lock file does not know. */
export async function checkLock(file: string, templates: readonly LoadedTemplate[]): Promise<void> {
  const locked = new Map((await readLock(file)).map((each) => [each.key, each]));
  const differing = templates
    .map(lockOf)
    .filter(({ key, version, integrity }) => {
      const known = locked.get(key);
      return known?.version !== version || known.integrity !== integrity;
    })
    .map(({ key, version }) => issue('package_differs_from_lock', `/${key}`, { template: key, version }));
  if (differing.length > 0) throw new Refusal(422, 'invalid', differing);
}

/** Notes templates in the lock file; those of others stay. */
export async function writeLock(file: string, templates: readonly LoadedTemplate[]): Promise<void> {
  const known = await readLock(file).catch((error: unknown) => {
    if (error instanceof CommandFailed) return [];
    throw error;
  });
  const byKey = new Map([...known, ...templates.map(lockOf)].map((each) => [each.key, each]));
  const sorted = [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  const lines = sorted.map((each) => `    ${canonicalJson(each)}`).join(',\n');
  await writeFile(file, `{\n  "format": 1,\n  "templates": [\n${lines}\n  ]\n}\n`);
}

function lockOf({ template, integrity }: LoadedTemplate): LockedTemplate {
  const { key, version } = template.manifest;
  return { key, version, integrity };
}

async function readLock(file: string): Promise<readonly LockedTemplate[]> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    const list: unknown = isJsonRecord(content) ? content['templates'] : undefined;
    if (Array.isArray(list)) return list.filter(isLocked);
  } catch {
    // Said below.
  }
  throw new CommandFailed(`${file} is missing or is no lock file; write it with "template install --lock"`);
}

function isLocked(value: unknown): value is LockedTemplate {
  return (
    isJsonRecord(value) && ['key', 'version', 'integrity'].every((key) => typeof value[key] === 'string')
  );
}
