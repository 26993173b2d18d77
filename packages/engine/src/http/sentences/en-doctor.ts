import type { Sentences } from '@dougong/kernel/messages';

/** What the doctor says, with the remedy. */
export const enDoctor: Sentences = {
  doctor_nothing_here:
    'There is no installation in {folder}. Set DOUGONG_DATA_DIR or DATABASE_URL to where it is, or make one with "npx dougong start".',
  doctor_database_away:
    'The database does not answer: {reason}. Start it, and check DATABASE_URL and DATABASE_OWNER_URL.',
  doctor_check_failed: 'The check "{name}" could not be made: {reason}.',
  doctor_server_well: 'PostgreSQL {version}',
  doctor_server_old:
    'PostgreSQL {version} is too old; version {least} or later is needed. Upgrade the server.',
  doctor_server_encoding:
    'The database is encoded in {encoding}. Make one in UTF8 and restore a backup into it.',
  doctor_migrations_well: 'all {count} migrations have run',
  doctor_migrations_none:
    'The database is empty. "npx dougong migrate" or "npx dougong start" makes the tables.',
  doctor_migrations_waiting:
    '{count} migrations have not run yet. Run "npx dougong migrate" or start the engine.',
  doctor_migrations_newer:
    'The database was migrated by a later version ({name}). Run that version here; an older one may damage data.',
  doctor_rights_well: 'the application cannot change what was posted, sealed or audited',
  doctor_rights_one_role:
    'The application signs in as the owner of the tables, so append-only rests on triggers alone. Give it a role of its own in DATABASE_URL and the owner in DATABASE_OWNER_URL.',
  doctor_rights_open:
    'The application may change {name} ({count} such tables), which is append-only. Run "npx dougong migrate" to state its rights anew.',
  doctor_rights_off:
    'Somebody has switched off the guard of {name} ({count} such tables). Run "npx dougong verify", then switch it on with ALTER TABLE ... ENABLE TRIGGER.',
  doctor_release_well: 'release {number} is in force',
  doctor_release_none: 'Nothing is published yet. Install a template or publish the drafts.',
  doctor_release_broken:
    'This version does not understand release {number}: {name}. Run the version that published it, or a later one.',
  doctor_ledger_well: 'months of the ledger are there for {months} months ahead; seals keep up',
  doctor_ledger_months:
    'The ledger has no month ahead, so nothing can be posted when this one is over. Start an engine with the role "worker".',
  doctor_ledger_unsealed:
    'Postings have waited for their seal for {minutes} minutes. See that an engine with the role "worker" runs, and look for transactions that do not end.',
  doctor_engines_well: '{count} engine processes run',
  doctor_engines_none:
    'No engine runs on this database, so nothing is delivered and no timer fires. Start one.',
  doctor_queue_well: '{count} things are due and being taken',
  doctor_queue_late:
    '{count} things wait in "{queue}", the oldest for {minutes} minutes. See that an engine with the role "worker" runs, and read its log.',
  doctor_failures_none: 'nothing was given up',
  doctor_failures_some:
    '{count} things failed in "{queue}" and wait for somebody. Look at them under administration.',
  doctor_connectors_well: '{count} connectors work, none of their runs failed last',
  doctor_connector_failing:
    '"{pipeline}" of the connector "{connector}" has failed {failures} times in a row. Look at the reason under "Connectors", mend it and run it again.',
  doctor_channels_well: 'channels and webhooks answer',
  doctor_channel_paused:
    '{place} does not answer and is left alone for a while after {failures} failures: {reason}. Nothing is lost, and it is tried again within half an hour; mend the cause. A test of a channel does not wait for that.',
  doctor_secrets_open:
    '{count} secrets of webhooks lie open in the database. Set DOUGONG_SECRET_KEY and start the engine again.',
  doctor_held_none: 'no messages are held',
  doctor_held_some:
    'A restore holds {count} messages to outside systems. When you know that they have not gone out, run "npx dougong outbox release".',
  doctor_backup_well: 'the last good backup is {hours} hours old: {file}',
  doctor_backup_none:
    'There is no backup. Make one with "npx dougong backup create", and set DOUGONG_BACKUP_DIR and DOUGONG_BACKUP_EVERY.',
  doctor_backup_old:
    'The last good backup is {hours} hours old: {file}. Make one, and set DOUGONG_BACKUP_EVERY.',
  doctor_backup_missed:
    'The last good backup is {hours} hours old, more than twice as old as the schedule wants. See the list of backups for the reason.',
  doctor_backup_elsewhere:
    'The last good backup, {hours} hours old, is not where it was made: {file}. If it was moved, all is well; if not, make a new one.',
  doctor_drill_well: 'the last restore drill succeeded {days} days ago',
  doctor_drill_none:
    'No backup was ever restored for trial. Begin a drill on the health page, or run "npx dougong backup drill --now --note".',
  doctor_drill_old:
    'The last restore drill was {days} days ago. Begin one on the health page, or run "npx dougong backup drill --now --note".',
  doctor_version_well:
    'version {version} runs; whether there is a later one, its publisher tells: nothing is asked outside',
  doctor_version_waits:
    'Version {version} runs, but {installed} is installed. Make a backup, then start the engine again to take it into use.',
  doctor_scenarios_own: 'scenarios are played on databases of a role of their own',
  doctor_scenarios_here: 'scenarios are played on databases that the owner role makes on this server',
  doctor_scenarios_beside: 'scenarios are played on a throw-away server beside this one',
  doctor_scenarios_nowhere:
    'Scenarios of templates find no place for their databases. Give a role that may create some in DOUGONG_SCENARIO_DATABASE_URL, or the owner role CREATEDB.',
  doctor_scenarios_role:
    'The role of DOUGONG_SCENARIO_DATABASE_URL may not create databases, so no scenario can be played. Give it CREATEDB.',
  doctor_scenarios_away:
    'The server of DOUGONG_SCENARIO_DATABASE_URL does not let the engine in, so no scenario can be played. Check the address and the password.',
  doctor_disk_well: '{gigabytes} GB are free at {folder}',
  doctor_disk_elsewhere: 'the data lie on another server; look at its disk there',
  doctor_disk_missing: 'The folder {folder} is not there. Make it, or correct the setting.',
  doctor_disk_full: 'Only {gigabytes} GB are free at {folder}. Make room before the database stops.',
  doctor_clock_well: 'the clocks of this machine and the database differ by {seconds} s',
  doctor_clock_differs:
    'The clock of the database is {seconds} s ahead of this machine. Set both by a time server: sessions, leases and timers go by them.',
};
