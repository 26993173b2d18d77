import { POSTGRES_MAJOR_MIN } from '../../database/postgres-version.js';
import { well } from '../check.js';
import type { Check } from '../check.js';

const VERSIONS_PER_MAJOR = 10_000;

const ASK = `
  SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version,
         pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()`;

export const serverCheck: Check = {
  name: 'server',
  async run({ owner }) {
    const { rows } = await owner.query<{ number: number; version: string; encoding: string }>(ASK);
    const { number = 0, version = '', encoding = '' } = rows[0] ?? {};
    if (number < POSTGRES_MAJOR_MIN * VERSIONS_PER_MAJOR)
      return { level: 'fail', code: 'doctor_server_old', params: { version, least: POSTGRES_MAJOR_MIN } };
    if (encoding !== 'UTF8') return { level: 'fail', code: 'doctor_server_encoding', params: { encoding } };
    return well('doctor_server_well', { version });
  },
};
