import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/settings.js';
import { backupName } from '../backup/backup-name.js';
import { CommandFailed } from './command.js';
import { inWords } from './terminal-language.js';

const PASSPHRASE_LENGTH_MIN = 12;

/** The option that every command on backups takes. */
export const PASSPHRASE_OPTION = {
  'passphrase-file': 'file with the passphrase that locks the backup; its last line break does not count',
} as const;

/** The passphrase from the file that the option names; nothing without the option. */
export async function passphraseOf(options: ReadonlyMap<string, string>): Promise<string | undefined> {
  const file = options.get('passphrase-file');
  if (file === undefined) return undefined;
  const passphrase = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
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
