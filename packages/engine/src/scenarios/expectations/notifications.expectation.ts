import { judgeNotifications } from '@dougong/kernel/templates';
import type { ExpectationPart } from './expectation.js';

const COUNT = `
  SELECT count(*)::int AS count FROM core.notification
   WHERE user_id = $1 AND ($2::uuid IS NULL OR record_id = $2)`;

/** What somebody was told. */
export const notificationsExpectation: ExpectationPart<'notifications'> = {
  kind: 'notifications',
  async judge(expected, stage, at) {
    const place = expected.record === undefined ? undefined : await stage.placeOf(expected.record);
    const { rows } = await stage.database.query<{ count: number }>(COUNT, [
      stage.userId(expected.to) ?? null,
      place?.id ?? null,
    ]);
    return judgeNotifications(expected, rows[0]?.count ?? 0, at);
  },
};
