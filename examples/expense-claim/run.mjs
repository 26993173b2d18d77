#!/usr/bin/env node
/**
 * Drives the expense template through the public API only: an advance, a claim below the limit and one above it,
 * their approvals, the ledger, the vouchers, and the ways around the flow, which must all be refused.
 * Starts an engine of its own on a throw-away data folder and a free port. Last line: `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
const START_MS_MAX = 180_000;
const STOP_MS_MAX = 20_000;

let passed = 0;
const failures = [];

/** Counts one expectation; a failed one is told and the run goes on. */
function expect(what, actual, expected) {
  if (JSON.stringify(actual) === JSON.stringify(expected)) {
    passed += 1;
    return;
  }
  failures.push(what);
  console.log(`failed: ${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

// ---------------------------------------------------------------- engine

/** Asks the system for a port that nobody uses. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts an engine with this folder's template and waits until it serves. */
async function startEngine() {
  const dataDir = await mkdtemp(join(tmpdir(), 'expense-claim-'));
  // Root's database server runs as another user, who must get through.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const environment = { ...process.env, PORT: String(port), DOUGONG_DATA_DIR: dataDir };
  // The example must never touch a database that somebody works with.
  delete environment.DATABASE_URL;
  delete environment.DATABASE_OWNER_URL;
  const bin = join(ROOT, 'packages', 'engine', 'bin', 'dougong.mjs');
  const child = spawn(process.execPath, [bin, 'start', '--template', join(HERE, 'template'), '--demo'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => log.push(String(chunk)));
  const exited = new Promise((resolve) => child.once('close', resolve));
  const engine = { base: `http://127.0.0.1:${port}`, dataDir, child, exited, log };
  try {
    await waitUntilServing(engine);
  } catch (error) {
    await stopEngine(engine);
    throw error;
  }
  return engine;
}

async function waitUntilServing(engine) {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    if (engine.child.exitCode !== null) break;
    const answer = await fetch(`${engine.base}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(200);
  }
  throw new Error(`the engine does not serve\n${engine.log.join('').slice(-4000)}`);
}

/** Stops the engine as Ctrl-C would and removes what it wrote. */
async function stopEngine({ child, exited, dataDir }) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await exited;
    clearTimeout(late);
  }
  await rm(dataDir, { recursive: true, force: true });
}

/** The passwords of the demo users, as the engine wrote them. */
async function demoPasswords({ dataDir }) {
  const { users } = JSON.parse(await readFile(join(dataDir, 'demo-logins.json'), 'utf8'));
  return new Map(users.map(({ login, password }) => [login, password]));
}

// ---------------------------------------------------------------- client

/** A signed-in user; `get`, `post` and `patch` give `{status, body, etag}` and never throw on a refusal. */
async function signIn(base, login, password) {
  const answer = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'dougong' },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`${login} cannot sign in: ${answer.status} ${await answer.text()}`);
  const { user } = await answer.json();
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

  async function call(method, path, body, headers = {}) {
    const sent = { Cookie: cookie, 'X-Requested-With': 'dougong', ...headers };
    if (body !== undefined) sent['Content-Type'] = 'application/json';
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: sent,
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: text.startsWith('{') ? JSON.parse(text) : {},
    };
  }

  return {
    user,
    get: (path) => call('GET', path),
    post: (path, body = {}, headers) => call('POST', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
  };
}

/** A record's answer is either the record itself or wraps it. */
const recordOf = (answer) => answer.body.record ?? answer.body;

async function create(who, form, values) {
  const answer = await who.post(`/forms/${form}/records`, values);
  if (answer.status !== 201)
    throw new Error(`${form} not created: ${answer.status} ${JSON.stringify(answer.body)}`);
  return recordOf(answer);
}

const submit = (who, form, id) => who.post(`/forms/${form}/records/${id}/actions/submit`);
const statusOf = async (who, form, id) => recordOf(await who.get(`/forms/${form}/records/${id}`)).status;

/** The open to-do of a user on a record, if there is one. */
async function openTask(who, recordId) {
  const { body } = await who.get('/tasks?state=open&limit=100');
  return (body.data ?? []).find((task) => task.recordId === recordId);
}

async function approve(who, recordId) {
  const task = await openTask(who, recordId);
  return task === undefined ? { status: 0, body: {} } : who.post(`/tasks/${task.id}/actions/approve`);
}

// ---------------------------------------------------------------- the ledger, read as its users read it

/** What an employee still has to settle. */
async function advanceBalance(who, employee) {
  const { body } = await who.get(`/registers/advances/balances?filter[employee]=${employee}`);
  return plain(body.data?.[0]?.resources.amount ?? '0');
}

/** The voucher lines of a record as `account debit credit`, sorted. */
async function voucherLines(who, recordId) {
  const { body } = await who.get(`/vouchers?recordId=${recordId}`);
  const lines = (body.data ?? []).flatMap((voucher) => voucher.lines);
  return lines.map((line) => `${line.account.code} ${plain(line.debit)} ${plain(line.credit)}`).sort();
}

/** A decimal with two places, from its digits alone: `500`, `500.0` and `500.00` are one amount. */
function plain(text) {
  const [whole = '0', fraction = ''] = String(text ?? '0').split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

// ---------------------------------------------------------------- the story

async function payAnAdvance({ employee, manager, cashier }, person) {
  const advance = await create(employee, 'advance', {
    employee: person,
    purpose: '上海拜访客户',
    amount: '1500.00',
  });
  expect('a new advance is a draft', advance.status, 'draft');
  expect('an advance is submitted', (await submit(employee, 'advance', advance.id)).status, 200);
  expect('it waits for the manager', await statusOf(employee, 'advance', advance.id), 'reviewing');
  expect('nothing is paid before the approval', await advanceBalance(cashier, person), '0.00');
  expect('the manager approves', (await approve(manager, advance.id)).status, 200);
  expect('the advance is paid', await statusOf(cashier, 'advance', advance.id), 'paid');
  expect('the ledger holds the advance', await advanceBalance(cashier, person), '1500.00');
  expect('the payment has a voucher', await voucherLines(cashier, advance.id), [
    '1002 0.00 1500.00',
    '1221 1500.00 0.00',
  ]);
}

const TRAIN = { spent_on: '2026-11-10', category: 'transport', description: '高铁', amount: '553.00' };
const HOTEL = { spent_on: '2026-11-11', category: 'lodging', description: '两晚', amount: '680.50' };

async function claimBelowTheLimit({ employee, manager, financeManager, cashier }, person) {
  const values = { employee: person, title: '上海出差', settled_amount: '1000.00', lines: [TRAIN, HOTEL] };
  const claim = await create(employee, 'claim', values);
  expect('the total is computed', [plain(claim.total), plain(claim.payable)], ['1233.50', '233.50']);
  await submit(employee, 'claim', claim.id);
  expect('the manager approves the small claim', (await approve(manager, claim.id)).status, 200);
  expect('the finance manager is not asked', await openTask(financeManager, claim.id), undefined);
  expect('the small claim is settled', await statusOf(cashier, 'claim', claim.id), 'settled');
  expect('the advance shrinks', await advanceBalance(cashier, person), '500.00');
  expect('the small claim has its voucher', await voucherLines(cashier, claim.id), [
    '1002 0.00 233.50',
    '1221 0.00 1000.00',
    '6602 1233.50 0.00',
  ]);
}

async function claimAboveTheLimit({ employee, manager, financeManager, cashier }, person) {
  const fair = { spent_on: '2026-11-12', category: 'other', description: '展位押金', amount: '2000.01' };
  const values = { employee: person, title: '行业展会', settled_amount: '500.00', lines: [fair] };
  const claim = await create(employee, 'claim', values);
  await submit(employee, 'claim', claim.id);
  await approve(manager, claim.id);
  expect('above 2000 it goes on to finance', await statusOf(employee, 'claim', claim.id), 'reviewing');
  expect('nothing is settled yet', await advanceBalance(cashier, person), '500.00');
  expect('the finance manager approves', (await approve(financeManager, claim.id)).status, 200);
  expect('the large claim is settled', await statusOf(cashier, 'claim', claim.id), 'settled');
  expect('the advance is settled to zero', await advanceBalance(cashier, person), '0.00');
  expect('the large claim has its voucher', await voucherLines(cashier, claim.id), [
    '1002 0.00 1500.01',
    '1221 0.00 500.00',
    '6602 2000.01 0.00',
  ]);
}

async function exactlyTheLimit({ employee, manager, financeManager }, person) {
  const meal = { spent_on: '2026-11-13', category: 'meals', description: '客户招待', amount: '2000.00' };
  const claim = await create(employee, 'claim', {
    employee: person,
    title: '客户招待',
    settled_amount: '0',
    lines: [meal],
  });
  await submit(employee, 'claim', claim.id);
  await approve(manager, claim.id);
  expect('exactly 2000 is not above 2000', await statusOf(employee, 'claim', claim.id), 'settled');
  expect('nobody in finance has to answer', await openTask(financeManager, claim.id), undefined);
}

async function waysAroundTheFlow({ employee, manager, cashier }, person) {
  const values = { employee: person, purpose: '绕过审批', amount: '900.00' };
  const advance = await create(employee, 'advance', values);
  const path = `/forms/advance/records/${advance.id}`;
  const direct = await cashier.post(`${path}/actions/pay`);
  expect('paying outside the flow is refused', direct.status, 403);
  expect('the refused payment changed nothing', await statusOf(employee, 'advance', advance.id), 'draft');

  const { etag } = await employee.get(path);
  const patched = await employee.patch(path, { status: 'paid' }, { 'If-Match': etag });
  expect('nobody writes the state', [403, 422].includes(patched.status), true);

  const written = await cashier.post('/registers/advances/movements', { employee: person, amount: '900.00' });
  expect('nobody writes a movement', [403, 404, 405].includes(written.status), true);

  await submit(employee, 'advance', advance.id);
  const task = await openTask(manager, advance.id);
  const foreign = await cashier.post(`/tasks/${task?.id}/actions/approve`);
  expect("nobody answers another's task", [403, 404].includes(foreign.status), true);
  expect('the ledger is as it was', await advanceBalance(cashier, person), '0.00');
  expect('no voucher was made', await voucherLines(cashier, advance.id), []);
}

async function settlingMoreThanThereIs({ employee, manager, cashier }, person) {
  const tooMuch = await employee.post('/forms/claim/records', {
    employee: person,
    title: '冲抵过多',
    settled_amount: '800.00',
    lines: [TRAIN],
  });
  expect('settling more than the total is refused', tooMuch.status, 422);

  const values = { employee: person, title: '没有预支可冲', settled_amount: '100.00', lines: [TRAIN] };
  const claim = await create(employee, 'claim', values);
  await submit(employee, 'claim', claim.id);
  const refused = await approve(manager, claim.id);
  expect('settling more than was advanced is refused', refused.status, 409);
  expect('its code says why', refused.body.errors?.[0]?.code ?? refused.body.code, 'insufficient_balance');
  expect('the claim still waits', await statusOf(employee, 'claim', claim.id), 'reviewing');
  expect('the ledger does not go below zero', await advanceBalance(cashier, person), '0.00');
}

async function takeAnAdvanceBack({ employee, manager, financeManager, cashier }, person) {
  const advance = await create(employee, 'advance', {
    employee: person,
    purpose: '取消的出差',
    amount: '300.00',
  });
  await submit(employee, 'advance', advance.id);
  await approve(manager, advance.id);
  expect('it is paid like any other', await advanceBalance(cashier, person), '300.00');
  const reverse = `/forms/advance/records/${advance.id}/actions/reverse`;
  const silent = await financeManager.post(reverse);
  expect('without a reason it is not taken back', silent.status, 422);
  const reason = { record: { reversal_reason: '出差取消' } };
  expect('the cashier may not take it back', (await cashier.post(reverse, reason)).status, 403);
  expect('the finance manager does', (await financeManager.post(reverse, reason)).status, 200);
  expect('nothing is left to settle', await advanceBalance(cashier, person), '0.00');
  expect('the voucher stands again, in red', await voucherLines(cashier, advance.id), [
    '1002 0.00 -300.00',
    '1002 0.00 300.00',
    '1221 -300.00 0.00',
    '1221 300.00 0.00',
  ]);
}

/** Several users at once: role in the story -> signed-in user. */
async function signInAll(engine) {
  const passwords = await demoPasswords(engine);
  const logins = {
    employee: 'linxiao',
    other: 'fangtao',
    manager: 'zhengmin',
    financeManager: 'xujing',
    cashier: 'luojia',
  };
  const entries = Object.entries(logins).map(async ([role, login]) => [
    role,
    await signIn(engine.base, login, passwords.get(login)),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function employeeId(who) {
  const { body } = await who.get('/forms/employee/records?limit=50');
  const mine = (body.data ?? []).find((record) => record.account === who.user.id);
  if (mine === undefined) throw new Error(`no employee record for ${who.user.login}`);
  return mine.id;
}

async function tellTheStory(engine) {
  const people = await signInAll(engine);
  const person = await employeeId(people.employee);
  await payAnAdvance(people, person);
  await claimBelowTheLimit(people, person);
  await claimAboveTheLimit(people, person);
  await exactlyTheLimit(people, person);
  await waysAroundTheFlow(people, person);
  await settlingMoreThanThereIs(people, person);
  await takeAnAdvanceBack(people, person);
  const { body } = await people.other.get('/forms/claim/records?limit=50');
  expect("an employee does not see another's claims", body.data?.length, 0);
}

async function main() {
  const engine = await startEngine();
  const interrupted = () => void stopEngine(engine).finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    await tellTheStory(engine);
  } finally {
    await stopEngine(engine);
  }
}

await main().catch((error) => {
  failures.push('the run was cut short');
  console.error(error instanceof Error ? error.message : error);
});
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
