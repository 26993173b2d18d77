import { setTimeout as pause } from 'node:timers/promises';
import { nextStep, OPERATIONS } from '../stage/contestants.mjs';
import { processorTimeOf, processorTimeOfFamily } from './processor-time.mjs';

const DRAIN_MS_MAX = 60_000;
const WAITING = `SELECT count(*)::integer AS waiting FROM core.outbox WHERE state = 'waiting' AND next_at <= now()`;

/**
 * One round: the same number of documents goes through all operations for each contestant, one slice after the other, so that
 * both meet the same weather. The order changes with every round. Gives one sample for each slice.
 */
export async function runRound(stage, contestants, { concurrency, count, round }) {
  const ordered = round % 2 === 0 ? contestants : [...contestants].reverse();
  const subjects = new Map(contestants.map(({ name }) => [name, firstDocuments(round, count)]));
  const samples = [];
  for (const operation of OPERATIONS) {
    for (const contestant of ordered) {
      const { sample, next } = await slice(
        stage,
        contestant,
        operation,
        subjects.get(contestant.name),
        concurrency,
      );
      samples.push({ ...sample, operation, contestant: contestant.name, concurrency, round });
      subjects.set(contestant.name, next);
    }
  }
  return samples;
}

function firstDocuments(round, count) {
  return Array.from({ length: count }, (_, n) => round * count + n);
}

async function slice(stage, { server, requests }, operation, subjects, concurrency) {
  const job = { requests: subjects.map(requests[operation]), concurrency, keep: operation === 'create' };
  const { sample, answers } = await measuredLoad(stage, server, job);
  const records =
    operation === 'create'
      ? answers.flatMap((answer) => answer?.record.id ?? [])
      : subjects.map(({ record }) => record);
  return { sample, next: await nextStep(stage.database, records) };
}

/** Sends requests and tells what they cost the server and the database: `{sample, answers}`. Waits until all is delivered. */
export async function measuredLoad({ database, generator }, server, job) {
  const reading = () => ({
    server: processorTimeOf(server.pid),
    database: processorTimeOfFamily(database.postmaster),
  });
  const before = reading();
  const { ms, latencies, errors, answers } = await generator.send({ ...job, port: server.port });
  const after = reading();
  const sample = {
    ms,
    latencies,
    errors,
    deliveredAfterMs: await untilDelivered(database),
    serverMs: after.server - before.server,
    databaseMs: after.database - before.database,
  };
  return { sample, answers };
}

/** Slices do not overlap: what the engine's workers still have to deliver would fall into the next one. */
async function untilDelivered({ owner }) {
  const started = performance.now();
  while (performance.now() - started < DRAIN_MS_MAX) {
    const { rows } = await owner.query(WAITING);
    if (rows[0].waiting === 0) return performance.now() - started;
    await pause(20);
  }
  throw new Error('the outbox does not empty');
}
