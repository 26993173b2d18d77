import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Check, Finding } from '../check.js';
import { well } from '../check.js';

const BYTES_PER_GIGABYTE = 1_073_741_824;
const LITTLE_GIGABYTES = 5;
const TOO_LITTLE_GIGABYTES = 0.5;

/** Room where the data of an embedded server and the backups lie. A server elsewhere knows its own disk. */
export const diskCheck: Check = {
  name: 'disk',
  async run({ settings: { databaseUrl, dataDir, backupDir } }) {
    const folders = [
      ...(databaseUrl === undefined ? [dataDir] : []),
      ...(backupDir === undefined ? [] : [backupDir]),
    ];
    if (folders.length === 0) return well('doctor_disk_elsewhere');
    return Promise.all(folders.map((folder) => roomOf(folder)));
  },
};

async function roomOf(folder: string): Promise<Finding> {
  const found = await statfs(folder).catch(() => statfs(dirname(folder)).catch(() => undefined));
  if (!found) return { level: 'warn', code: 'doctor_disk_missing', params: { folder } };
  const gigabytes = Math.round((found.bavail * found.bsize * 10) / BYTES_PER_GIGABYTE) / 10;
  const params = { folder, gigabytes };
  if (gigabytes < TOO_LITTLE_GIGABYTES) return { level: 'fail', code: 'doctor_disk_full', params };
  if (gigabytes < LITTLE_GIGABYTES) return { level: 'warn', code: 'doctor_disk_full', params };
  return well('doctor_disk_well', params);
}
