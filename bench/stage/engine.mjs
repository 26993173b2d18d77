import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { engine } from '../../scripts/gate/tools.mjs';
import { runNode, startServer } from './process.mjs';

const ROOT = new URL('../../', import.meta.url);
const PROGRAM = fileURLToPath(new URL('packages/engine/bin/dougong.mjs', ROOT));
const DEMO_TEMPLATE = fileURLToPath(new URL('templates/trade', ROOT));
const BENCH_TEMPLATE = fileURLToPath(new URL('bench/template', ROOT));

/** People of the bench's template. */
const PEOPLE = ['owner', 'clerk', 'supervisor', 'director', 'bookkeeper'];

/** Installs the demo template and one of the bench's own beside it. */
export async function installTemplates(database, own = BENCH_TEMPLATE) {
  for (const folder of [DEMO_TEMPLATE, own]) await installTemplate(database, folder);
}

/** Installs one template with its sample data. */
export function installTemplate(database, folder) {
  return runNode(
    [PROGRAM, 'template', 'install', folder, '--demo', '--skip-scenarios'],
    environment(database),
  );
}

/** The built engine as its own process, as an installation runs it; `extra` adds variables. */
export function startEngine(database, extra = {}) {
  const flags = (process.env.BENCH_ENGINE_FLAGS ?? '').split(' ').filter(Boolean);
  const [, ...command] = engine('start');
  return startServer([...flags, ...command], { ...environment(database), ...extra });
}

/** One key for each person, as programs have them: `{clerk: {id, key}, ...}`. */
export async function makeKeys({ owner }) {
  const made = {};
  for (const name of PEOPLE) made[name] = await makeKey(owner, `bench_${name}`);
  return made;
}

/** A key for one account: `{id, key}`. */
export async function makeKey(owner, login) {
  const key = `dg_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest();
  const { rows } = await owner.query(
    `INSERT INTO core.api_key (prefix, hash, user_id, name, created_at)
     SELECT $1, $2, id, 'bench', now() FROM core.user_account WHERE login = $3 RETURNING user_id AS id`,
    [key.slice(0, 11), hash, login],
  );
  return { id: rows[0].id, key };
}

function environment({ urls, folder }) {
  const unlimited = { DOUGONG_REQUESTS_PER_PRINCIPAL: '0', DOUGONG_REQUESTS_PER_ADDRESS: '0' };
  return {
    ...urls,
    ...unlimited,
    DOUGONG_DATA_DIR: folder,
    DOUGONG_LOG_LEVEL: 'info',
    NODE_ENV: 'production',
  };
}
