import type { Sentences } from '@dougong/kernel/messages';

/** Sentences about backups and change sets, for people who read English. */
export const enBackup: Sentences = {
  // Backups
  not_a_backup:
    'This file is no backup that this version can read: {reason}. Give a file that "backup create" has made.',
  backup_locked: 'This backup is locked. Give its passphrase with --passphrase-file.',
  backup_damaged:
    'The backup is damaged in the part "{part}": {reason}. Nothing was restored; use another backup.',
  backup_newer:
    'The backup was made by a newer version ({version}), which has "{name}". Install that version or a later one, then restore.',
  backup_cannot_hold:
    'The database holds {name}, which a backup could not make again. Remove it from the schemas of the engine, or back the database up with the tools of PostgreSQL.',
  backup_tables_change:
    'Tables were being made all the time, so there was no moment to back up. Try again when nothing is being published.',
  restore_not_empty:
    'The database is not empty: there is {name}. A backup is restored into an empty database only; make a new one, or choose another data folder with DOUGONG_DATA_DIR.',
  restored_copy_differs:
    'What was restored is not like the original: {name}. Nothing was kept; try another backup.',
  restored_ledger_differs:
    'The restored ledger does not verify: {part}, {reason}. Nothing was kept; try an older backup.',
  drill_no_answer:
    'The engine on the restored data answers {path} with {status}. Look into its log; the backup cannot be relied on.',
  backup_under_way: 'A backup is being made already. Wait until it is done; it is in the list of backups.',
  backup_no_folder:
    'No folder for backups is set. Set DOUGONG_BACKUP_DIR where the engine runs, or make one with "npx dougong backup create".',
  drill_under_way: 'A drill is under way already. Wait for its end; it is in the list of jobs.',
  drill_file_missing:
    'The backup is not where it was made: {file}. Bring it back, choose another one, or have a fresh one made for the drill.',
  drill_no_server:
    'No server could be started for the drill: {reason} Run "npx dougong backup drill" on a machine where it can.',
  backup_failed: 'The backup failed. Its reason stands in the list of backups.',

  // Change sets
  no_such_release: 'There is no release {number}. The list of releases says which there are.',
  not_a_change_set:
    'This is no change set; {place} cannot be read. Give a file that "release export" has made.',
  change_set_damaged:
    'The change set was changed on its way: its checksum does not fit. Export and copy it anew.',
  promotion_conflicts:
    'In {count} places both installations were changed differently, so nothing was taken. Say for each whether to keep what is here or take what comes.',
  promotion_conflict:
    'Both sides changed this place differently. Choose "mine" or "theirs" for the conflict {id}.',
  promotion_meets_draft:
    'Somebody works on {name} here: it has a draft that says something else. Publish or discard that draft first.',
  promotion_needs_approval:
    'Publishing needs approval here. Take the change set into the drafts without "publish", and ask for approval as for any other change.',
  backup_of_nothing:
    'There is nothing to back up in this database. Set DATABASE_URL or DOUGONG_DATA_DIR to the installation.',
};
