const NAME = /^dougong-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.backup$/;

/** The name of a backup in its folder; names sort by time. `at` is an instant in UTC. */
export function backupName(at: string): string {
  return `dougong-${at.replaceAll(':', '-')}.backup`;
}

/** Whether a file in the folder for backups was named by us. */
export function isBackupName(name: string): boolean {
  return NAME.test(name);
}
