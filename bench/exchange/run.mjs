#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { XLSX } from '@dougong/engine/exchange/sheets/xlsx-writer';
import { startDatabase } from '../stage/database.mjs';
import { say, Upkeep } from '../stage/upkeep.mjs';
import { installTemplate, makeKey, startEngine } from '../stage/engine.mjs';
import { fileURLToPath } from 'node:url';

/**
 * `npm run bench:exchange`: an import of 50,000 rows of which one in a hundred is bad, and exports of a million records. Prints times,
 * rows a second and the most memory that the engine took. `--rows`, `--records` for smaller ones; `--kill` ends the engine with
 * SIGKILL in the middle of the import.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    records: { type: 'string', default: '1000000' },
    kill: { type: 'boolean', default: false },
  },
});

const TEMPLATE = fileURLToPath(new URL('../../templates/trade', import.meta.url));
const FORM = 'item';
const BAD_EVERY = 100;
const LOOK_MS = 100;
const ROWS = Number.parseInt(options.rows, 10);
const RECORDS = Number.parseInt(options.records, 10);

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const megabytes = (bytes) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** The memory of a process now, in bytes. */
function memoryOf(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number.parseInt(kilobytes ?? '0', 10) * 1024;
}

/** Watches the memory of a process: its most, and its course. */
function watchMemory(pid) {
  const course = [];
  const timer = setInterval(() => course.push(memoryOf(pid)), LOOK_MS);
  return () => {
    clearInterval(timer);
    return { most: Math.max(...course, 0), course };
  };
}

async function importFile() {
  const titles = ['编码', '名称', '规格', '单位', '类别', '备注'];
  const text = (value) => ({ kind: 'text', text: value });
  const sheet = {
    name: 'items',
    columns: titles.map((title) => ({ title, style: 'text', width: 12 })),
    async *rows() {
      for (let at = 1; at <= ROWS; at += 1) {
        const code = `B${String(at).padStart(7, '0')}`;
        const category = at % BAD_EVERY === 0 ? 'nothing' : '干货';
        yield [text(code), text(`item ${at}`), text('1 kg'), text('kg'), text(category), text(`row ${at}`)];
      }
    },
  };
  const pieces = [];
  for await (const piece of XLSX.write([sheet])) pieces.push(piece);
  return Buffer.concat(pieces);
}

function client(server, key) {
  const base = () => `http://127.0.0.1:${server().port}/api/v1`;
  const headers = { authorization: `Bearer ${key}`, 'accept-language': 'zh-CN' };
  const call = async (method, path, body, type) => {
    const answer = await fetch(`${base()}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
      body,
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    get: (path) => call('GET', path),
    json: async (method, path, body) =>
      (await call(method, path, body && JSON.stringify(body), 'application/json')).json(),
    upload: async (path, body) => (await call('POST', path, body, 'application/octet-stream')).json(),
  };
}

async function untilOver(api, id, look = async () => {}) {
  for (;;) {
    const job = await api.json('GET', `/jobs/${id}`).catch(() => undefined);
    if (job && !['queued', 'running'].includes(job.state)) return job;
    if (job) await look(job);
    await pause(LOOK_MS);
  }
}

async function benchImport(stage) {
  const { api } = stage;
  const file = await importFile();
  say(`a file of ${ROWS} rows, ${megabytes(file.length)}`);
  const stopWatching = watchMemory(stage.server.pid);
  const began = performance.now();
  const brought = await api.upload(`/forms/${FORM}/imports?name=items.xlsx`, file);
  const uploaded = performance.now();
  const job = await api.json('POST', `/forms/${FORM}/imports/${brought.id}/actions/run`, { mode: 'insert' });
  let killed = false;
  const over = await untilOver(api, job.id, async ({ progress }) => {
    if (!options.kill || killed || progress.done < ROWS / 3) return;
    killed = true;
    say(`killed at ${progress.done}`);
    process.kill(stage.server.pid, 'SIGKILL');
    stage.server = await startEngine(stage.database);
  });
  const ended = performance.now();
  const memory = killed ? undefined : stopWatching();
  const { created, failed } = over.result;
  const { rows } = await stage.database.owner.query(
    `SELECT count(*)::int AS count, count(DISTINCT code)::int AS codes FROM data.${FORM} WHERE code LIKE 'B%'`,
  );
  console.log(
    `import of ${ROWS} rows: upload ${seconds(uploaded - began)}, job ${seconds(ended - uploaded)}`,
  );
  console.log(
    `  ${Math.round(ROWS / ((ended - uploaded) / 1000))} rows/s, created ${created}, failed ${failed}`,
  );
  console.log(`  in the table: ${rows[0].count} records, ${rows[0].codes} codes`);
  if (memory)
    console.log(`  memory: ${megabytes(memory.course[0] ?? 0)} before, ${megabytes(memory.most)} at most`);
  const errors = await (await api.get(over.files.errors.replace('/api/v1', ''))).arrayBuffer();
  console.log(`  file of errors: ${Math.round(errors.byteLength / 1024)} kB`);
}

async function makeRecords({ database: { owner } }) {
  say(`making ${RECORDS} records`);
  await owner.query(
    `INSERT INTO data.${FORM} (id, version, status, created_at, created_by, updated_at, updated_by, code, name, spec, unit, category)
     SELECT gen_random_uuid(), 1, 'active', date_trunc('milliseconds', timestamptz '2026-01-01' + n * interval '1 second'), u.id, now(), u.id,
            'X' || lpad(n::text, 8, '0'), 'name ' || n, '1 kg', 'kg', 'dry'
       FROM generate_series(1, ${RECORDS}) n, (SELECT id FROM core.user_account WHERE login NOT LIKE '%:%' LIMIT 1) u`,
  );
  await owner.query(`VACUUM ANALYZE data.${FORM}`);
}

async function benchExport({ api, server }, format) {
  const stopWatching = watchMemory(server.pid);
  const began = performance.now();
  const answer = await api.get(
    `/forms/${FORM}/export?format=${format}&filter[code][starts]=X&sort=created_at`,
  );
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  const ms = performance.now() - began;
  const { most, course } = stopWatching();
  const at = (part) => megabytes(course[Math.floor((course.length - 1) * part)] ?? 0);
  console.log(`export of ${RECORDS} records to ${format}: ${seconds(ms)}, ${megabytes(bytes)}`);
  console.log(
    `  ${Math.round(RECORDS / (ms / 1000))} records/s; memory at 10 %, 50 %, 90 %: ${at(0.1)}, ${at(0.5)}, ${at(0.9)}; most ${megabytes(most)}`,
  );
}

const upkeep = new Upkeep();
await upkeep.run(async () => {
  const database = upkeep.keep(await startDatabase());
  say('installing the template');
  await installTemplate(database, TEMPLATE);
  const { rows } = await database.owner.query(
    `SELECT login FROM core.user_account u JOIN core.user_role r ON r.user_id = u.id WHERE r.role_key = 'administrator' LIMIT 1`,
  );
  const { key } = await makeKey(database.owner, rows[0].login);
  const stage = { database, server: await startEngine(database) };
  upkeep.atEnd(() => stage.server.stop());
  stage.api = client(() => stage.server, key);
  if (ROWS > 0) await benchImport(stage);
  if (RECORDS > 0) {
    await makeRecords(stage);
    for (const format of ['csv', 'xlsx']) await benchExport(stage, format);
  }
  return [];
});
