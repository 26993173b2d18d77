import { compileRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import type { Check } from '../check.js';
import { well } from '../check.js';

const CURRENT = `
  SELECT r.number, r.definitions FROM core.current_release c JOIN core.release r ON r.number = c.number`;

/** Whether this program understands the release in force. */
export const releaseCheck: Check = {
  name: 'release',
  async run({ owner }) {
    const { rows } = await owner.query<{ number: number; definitions: Definition[] }>(CURRENT);
    const [release] = rows;
    if (!release) return { level: 'warn', code: 'doctor_release_none' };
    const { number, definitions } = release;
    const compiled = compileRelease(number, definitions);
    if (compiled.ok) return well('doctor_release_well', { number });
    const [first] = compiled.error;
    const name = first ? `${first.definition.kind}/${first.definition.key}` : '';
    return { level: 'fail', code: 'doctor_release_broken', params: { number, name } };
  },
};
