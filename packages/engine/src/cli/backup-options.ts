import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PASSPHRASE_LENGTH_MIN } from '../config/settings.js';
import type { Settings } from '../config/settings.js';
import { backupName } from '../backup/backup-name.js';
import { CommandFailed } from './command.js';
import type { CommandInput } from './command.js';
import { inWords } from './terminal-language.js';

/** The option that every command on backups takes. */
export const PASSPHRASE_OPTION = {
  'passphrase-file':
    'file with the passphrase that locks the backup; DOUGONG_BACKUP_PASSPHRASE when left out',
} as const;

/** The passphrase from the file that the option names, or that of the environment. */
export async function passphraseOf({ options, settings }: CommandInput): Promise<string | undefined> {
  const file = options.get('passphrase-file');
  if (file === undefined) return settings.backupPassphrase;
  const passphrase = (await readFile(file, 'utf8')).trim();
  if (passphrase.length >= PASSPHRASE_LENGTH_MIN) return passphrase;
  throw new CommandFailed(
    inWords(
      `口令至少要有 ${PASSPHRASE_LENGTH_MIN} 个字符，请在 ${file} 中写一个更长的。`,
      `A passphrase has at least ${PASSPHRASE_LENGTH_MIN} characters; write a longer one into ${file}.`,
    ),
  );
}

/** The file that is named, or one by the time in the folder for backups. */
export function backupFileOf({ backupDir }: Settings, named: string | undefined, at: string): string {
  if (named !== undefined) return resolve(named);
  if (backupDir !== undefined) return join(backupDir, backupName(at));
  throw new CommandFailed(
    inWords(
      '请给出文件名，或设置 DOUGONG_BACKUP_DIR。',
      'Give the name of a file, or set DOUGONG_BACKUP_DIR.',
    ),
  );
}
