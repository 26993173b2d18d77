import { setTimeout as pause } from 'node:timers/promises';
import { Connection, requestText } from './connection.mjs';

/** The load generator: a process of its own that sends a list of requests and reports how long each took. */

process.on('message', async (job) => {
  process.send(await run(job));
});

/** @param job with `perSecond` requests begin at that pace and their time counts from when they were due. */
async function run({ port, requests, concurrency, keep, perSecond }) {
  const texts = requests.map(requestText);
  const connections = await Promise.all(Array.from({ length: concurrency }, () => Connection.open(port)));
  const result = { ms: 0, latencies: [], errors: [], answers: [] };
  const started = performance.now();
  let next = 0;
  const worker = async (connection) => {
    while (next < texts.length) {
      const at = next;
      next += 1;
      const due = perSecond === undefined ? performance.now() : started + (at * 1000) / perSecond;
      await until(due);
      await one(connection, texts[at], { at, due, keep }, result);
    }
  };
  const settled = await Promise.allSettled(connections.map(worker));
  result.ms = performance.now() - started;
  for (const connection of connections) connection.close();
  result.errors.push(...settled.flatMap(({ reason }) => (reason ? [String(reason)] : [])));
  return result;
}

async function until(due) {
  const left = due - performance.now();
  if (left > 0) await pause(left);
}

async function one(connection, text, { at, due, keep }, result) {
  const { status, body } = await connection.send(text);
  result.latencies.push(performance.now() - due);
  if (status >= 300) result.errors.push(`${status} ${body.toString().slice(0, 300)}`);
  else if (keep) result.answers[at] = JSON.parse(body.toString());
}
