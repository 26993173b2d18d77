import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../measure/statistics.mjs';
import { formOf } from './template.mjs';
import { someRows } from './rows.mjs';

/** What those who write notice of a publish that changes the table under them. */

const WRITERS = 4;
const ROWS_EACH = 200;
const QUIET_MS = 3000;

/** Publishes a changed form while writers work, and tells the longest that any of them waited: `{seconds, quiet, meanwhile}`. */
export async function publishUnderWriters(database, engine, key, { width, changes, name }) {
  const writers = startWriters(database, engine, key, width);
  try {
    await pause(QUIET_MS);
    const quiet = writers.take();
    const began = performance.now();
    await publish(engine, key, formOf(width, changes));
    const seconds = (performance.now() - began) / 1000;
    return { name, seconds, quiet: figuresOf(quiet), meanwhile: figuresOf(writers.take()) };
  } finally {
    await writers.stop();
  }
}

async function publish(engine, key, form) {
  const at = `http://127.0.0.1:${engine.port}/api/v1`;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const put = await fetch(`${at}/drafts/form/${form.key}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ definition: form }),
  });
  if (!put.ok) throw new Error(`the draft is refused: ${await put.text()}`);
  const { status, body } = await patientPost(`${at}/publish`, headers);
  if (status >= 300) throw new Error(`the publish is refused: ${body}`);
}

/** `fetch` gives up after five minutes without an answer; a publish of a large table may take longer. */
function patientPost(url, headers) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    });
    sent.once('error', reject);
    sent.end('{}');
  });
}

/** People who change one record after another, each as fast as it is answered. */
function startWriters(database, engine, key, width) {
  let times = [];
  let errors = [];
  let isOver = false;
  const work = async (rows) => {
    for (let n = 0; !isOver; n += 1) {
      const row = rows[n % rows.length];
      const began = performance.now();
      const answer = await fetch(
        `http://127.0.0.1:${engine.port}/api/v1/forms/grow_${width}/records/${row.id}`,
        {
          method: 'PATCH',
          headers: {
            authorization: `Bearer ${key}`,
            'content-type': 'application/json',
            'if-match': `"${row.version}"`,
          },
          body: JSON.stringify({ contact: `contact ${n}`, place: `place ${n}` }),
        },
      );
      const text = await answer.text();
      times.push(performance.now() - began);
      if (answer.ok) row.version += 1;
      else errors.push(`${answer.status} ${text.slice(0, 200)}`);
    }
  };
  // Each has records of his own: nobody is to be refused for somebody else's change.
  const all = someRows(database, width, WRITERS * ROWS_EACH);
  const own = (rows, at) => rows.filter((_, n) => n % WRITERS === at);
  const working = async (at) => work(own(await all, at));
  const running = Promise.all(Array.from({ length: WRITERS }, (_, at) => working(at)));
  return {
    take: () => {
      const taken = { times, errors };
      [times, errors] = [[], []];
      return taken;
    },
    stop: () => {
      isOver = true;
      return running;
    },
  };
}

function figuresOf({ times, errors }) {
  return {
    writes: times.length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    longest: Math.max(0, ...times),
    errors: errors.length,
    firstError: errors[0],
  };
}
