import { Connection, requestText } from './connection.mjs';

/** The load generator: a process of its own that sends a list of requests and reports how long each took. */

process.on('message', async ({ port, requests, concurrency, keep }) => {
  process.send(await run(port, requests, concurrency, keep));
});

async function run(port, requests, concurrency, keep) {
  const texts = requests.map(requestText);
  const connections = await Promise.all(Array.from({ length: concurrency }, () => Connection.open(port)));
  const result = { ms: 0, latencies: [], errors: [], answers: [] };
  let next = 0;
  const worker = async (connection) => {
    while (next < texts.length) {
      const at = next;
      next += 1;
      await one(connection, texts[at], at, keep, result);
    }
  };
  const started = performance.now();
  const settled = await Promise.allSettled(connections.map(worker));
  result.ms = performance.now() - started;
  for (const connection of connections) connection.close();
  result.errors.push(...settled.flatMap(({ reason }) => (reason ? [String(reason)] : [])));
  return result;
}

async function one(connection, text, at, keep, result) {
  const sent = performance.now();
  const { status, body } = await connection.send(text);
  result.latencies.push(performance.now() - sent);
  if (status >= 300) result.errors.push(`${status} ${body.toString().slice(0, 300)}`);
  else if (keep) result.answers[at] = JSON.parse(body.toString());
}
