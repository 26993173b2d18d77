import { Refusal } from '../http/refusal.js';

/** A part of a backup is not what it was when it was written. */
export function damaged(part: string, reason: string): Refusal {
  return new Refusal(422, 'backup_damaged', [], { params: { part, reason } });
}

/** The file is no backup, or one of a version that this program does not read. */
export function notABackup(reason: string): Refusal {
  return new Refusal(422, 'not_a_backup', [], { params: { reason } });
}
