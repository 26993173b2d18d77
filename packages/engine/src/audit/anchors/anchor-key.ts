import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.js';
import { newSigningKeys } from '../../templates/package/package-signature.js';

const PRIVATE_MODE = 0o600;
const KEY_FILE = 'anchor-key.pem';

/** The key that signs anchors, in PEM: that of the settings, or one of this machine that is made when it is first needed. */
export async function anchorKey({
  anchorKey: given,
  dataDir,
}: Pick<Settings, 'anchorKey' | 'dataDir'>): Promise<string> {
  if (given !== undefined) return given;
  const file = join(dataDir, KEY_FILE);
  return (await keyIn(file)) ?? makeKey(dataDir, file);
}

async function keyIn(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A key that is there is never overwritten: of two processes that make one at once, the second takes that of the first. */
async function makeKey(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { privateKey, publicKey } = newSigningKeys();
  try {
    await writeFile(file, privateKey, { mode: PRIVATE_MODE, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    return readFile(file, 'utf8');
  }
  await writeFile(`${file}.pub`, `${publicKey}\n`);
  return privateKey;
}
