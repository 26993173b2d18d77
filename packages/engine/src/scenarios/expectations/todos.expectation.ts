import { judgePeople } from '@dougong/kernel/templates';
import type { ExpectationPart } from './expectation.js';

const HOLDERS = `
  SELECT u.login FROM core.task t JOIN core.user_account u ON u.id = t.assignee
   WHERE t.record_id = $1 AND t.state = 'open' AND t.kind <> 'cc' AND ($2::text IS NULL OR t.node_id = $2)`;

/** Who has what to do; copies to read are no work. */
export const todosExpectation: ExpectationPart<'todos'> = {
  kind: 'todos',
  async judge(expected, stage, at) {
    const place = await stage.placeOf(expected.record);
    const { rows } = await stage.database.query<{ login: string }>(HOLDERS, [
      place?.id ?? null,
      expected.node ?? null,
    ]);
    return judgePeople(
      expected,
      rows.map(({ login }) => login),
      at,
    );
  },
};
