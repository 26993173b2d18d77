import { judgeAudit } from '@dougong/kernel/templates';
import type { ExpectationPart } from './expectation.js';

const COUNT = `
  SELECT count(*)::int AS count FROM core.audit_entry
   WHERE action = $1 AND ($2::uuid IS NULL OR record_id = $2) AND ($3::uuid IS NULL OR actor = $3)
     AND outcome = $4 AND ($5::text IS NULL OR code = $5)`;

/** That the audit tells of something. */
export const auditExpectation: ExpectationPart<'audit'> = {
  kind: 'audit',
  async judge(expected, stage, at) {
    const { record, by, action, outcome = 'done', code } = expected;
    const place = record === undefined ? undefined : await stage.placeOf(record);
    const actor = by === undefined ? undefined : stage.userId(by);
    const { rows } = await stage.database.query<{ count: number }>(COUNT, [
      action,
      place?.id ?? null,
      actor ?? null,
      outcome,
      code ?? null,
    ]);
    return judgeAudit(expected, rows[0]?.count ?? 0, at);
  },
};
