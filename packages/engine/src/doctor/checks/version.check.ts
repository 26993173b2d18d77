import { engineVersion } from '../../backup/engine-version.js';
import { PLATFORM_VERSION } from '../../platform-version.js';
import type { Check } from '../check.js';
import { well } from '../check.js';

/**
 * Which version runs, and whether another one is installed that takes over with the next start. Whether there is a later one in the world
 * would have to be asked outside, which nobody does here.
 */
export const versionCheck: Check = {
  name: 'version',
  async run() {
    const installed = await engineVersion();
    return installed === PLATFORM_VERSION
      ? well('doctor_version_well', { version: PLATFORM_VERSION })
      : { level: 'warn', code: 'doctor_version_waits', params: { version: PLATFORM_VERSION, installed } };
  },
};
