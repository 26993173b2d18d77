import { apiOf } from '../stage/api.mjs';
import { documentOf } from '../stage/documents.mjs';

/** A document of this quantity in each line is above the limit of the flow, so a first, ordinary decision precedes the final one. */
const LARGE_QUANTITY = 60;

/**
 * Drives one document through an engine that measures and tells what each command cost:
 * `{create, submit, decision, approve: {roundTrips, statements}}`. The first document lets the process meet the balances.
 */
export async function tripsOf(database, engine, people, masters, lineCount) {
  await driveDocument(database, engine, people, masters, lineCount);
  return driveDocument(database, engine, people, masters, lineCount);
}

async function driveDocument({ owner }, engine, people, masters, lineCount) {
  const [clerk, director, supervisor] = ['clerk', 'director', 'supervisor'].map((name) =>
    apiOf(engine, people[name]),
  );
  const quantity = Math.ceil((LARGE_QUANTITY * 10) / lineCount);
  const made = await clerk(
    'POST',
    '/forms/transfer_note/records',
    documentOf(masters, 0, lineCount, quantity),
  );
  const { id } = made.body.record;
  const submitted = await clerk('POST', `/forms/transfer_note/records/${id}/actions/submit`, {});
  const answer = async (who) => {
    const { rows } = await owner.query(
      `SELECT id FROM core.task WHERE record_id = $1 AND kind = 'approve' AND state = 'open'`,
      [id],
    );
    return who('POST', `/tasks/${rows[0].id}/actions/approve`, {});
  };
  const decided = await answer(director);
  const approved = await answer(supervisor);
  if (approved.body.record.status !== 'posted')
    throw new Error(`the document is ${approved.body.record.status}, not posted`);
  return {
    create: made.timing,
    submit: submitted.timing,
    decision: decided.timing,
    approve: approved.timing,
  };
}
