import type { Check } from '../check.js';
import { well } from '../check.js';

/** Receivers that are left alone because they do not answer, by the names that people gave them, with what they said last. */
const PAUSED = `
  SELECT coalesce(e.key, regexp_replace(p.place, '^channel:', '')) AS place, p.failures, p.last_error AS reason
    FROM core.delivery_place p
    LEFT JOIN core.webhook_endpoint e ON p.place IN ('endpoint:' || e.id, 'endpoint:' || e.key)
   WHERE p.failures > 0 AND p.paused_until IS NOT NULL ORDER BY 1`;

const OPEN_SECRETS = `SELECT count(*)::integer AS count FROM core.webhook_endpoint WHERE secret IS NOT NULL`;

/** Channels and webhooks: whether they answer, and whether their secrets lie locked. */
export const channelsCheck: Check = {
  name: 'channels',
  async run({ owner }) {
    const paused = await owner.query<{ place: string; failures: number; reason: string }>(PAUSED);
    const open = await owner.query<{ count: number }>(OPEN_SECRETS);
    const count = open.rows[0]?.count ?? 0;
    const found = [
      ...paused.rows.map((params) => ({ level: 'warn', code: 'doctor_channel_paused', params }) as const),
      ...(count === 0 ? [] : [{ level: 'warn', code: 'doctor_secrets_open', params: { count } } as const]),
    ];
    return found.length === 0 ? well('doctor_channels_well') : found;
  },
};
