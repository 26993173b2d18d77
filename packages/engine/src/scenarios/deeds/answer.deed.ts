import { patchOf } from './change.deed.js';
import type { DeedPart, ReadyStep } from './deed.js';
import type { ScenarioStage } from '../scenario-stage.js';

/** His own to-do first; where he has none, somebody else's, which he must be refused. Copies are read, never decided. */
const TASK = `
  SELECT id FROM core.task
   WHERE record_id = $1 AND state = 'open' AND ($2::text IS NULL OR node_id = $2)
     AND (kind = 'cc') = $4
   ORDER BY (assignee = $3) DESC, opened_at, id LIMIT 1`;

const NO_TASK = '00000000-0000-4000-8000-000000000000';

/** Answers what waits for somebody on a record. */
export const answerDeed: DeedPart = {
  kind: 'answer',
  async run(ready, stage) {
    const { by = '', answer = '', comment } = ready.step;
    const record = await patchOf(ready, stage);
    const body = {
      ...(record === undefined ? {} : { record }),
      ...(comment === undefined ? {} : { comment }),
    };
    const task = await taskOf(ready, stage);
    return { answer: await stage.ask(by, 'POST', `/tasks/${task}/actions/${answer}`, body) };
  },
};

async function taskOf(
  { step: { by = '', node, answer }, place }: ReadyStep,
  stage: ScenarioStage,
): Promise<string> {
  const { rows } = await stage.database.query<{ id: string }>(TASK, [
    place?.id,
    node ?? null,
    stage.userId(by) ?? null,
    answer === 'read',
  ]);
  return rows[0]?.id ?? NO_TASK;
}
