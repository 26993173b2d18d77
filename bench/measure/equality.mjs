import { nextStep, OPERATIONS } from '../stage/contestants.mjs';
import { compareRows, rowsWrittenBy } from './rows.mjs';

/** Lets both write one document, step by step, and compares the rows of every step. Gives `{operation: comparison}`. */
export async function compareContestants(database, generator, contestants) {
  const written = {};
  for (const contestant of contestants)
    written[contestant.name] = await oneDocument(database, generator, contestant);
  return Object.fromEntries(
    OPERATIONS.map((name) => [name, compareRows(written.engine[name], written.ceiling[name])]),
  );
}

async function oneDocument(database, generator, { server, requests }) {
  const written = {};
  let subject = 1;
  for (const operation of OPERATIONS) {
    let answer;
    written[operation] = await rowsWrittenBy(database, async () => {
      const job = { port: server.port, requests: [requests[operation](subject)], concurrency: 1, keep: true };
      const { errors, answers } = await generator.send(job);
      if (errors.length > 0) throw new Error(`${operation}: ${errors[0]}`);
      answer = answers[0];
    });
    const record = operation === 'create' ? answer.record.id : subject.record;
    [subject] = await nextStep(database, [record]);
  }
  return written;
}
