import { createServer } from 'node:net';
import { once } from 'node:events';
import { done } from '../support/api-client.js';
import { EngineProcess, findFreePort } from '../support/engine.js';
import { COUNTS, StocktakeJob } from '../support/stocktake-job.js';

let engine: EngineProcess;
let job: StocktakeJob;

beforeAll(async () => {
  engine = await EngineProcess.start();
  job = await StocktakeJob.open(engine);
});

afterAll(async () => {
  await engine?.dispose();
});

test('a first start says where it serves and how one signs in', async () => {
  expect(engine.logs).toContain(engine.url);
  for (const { login, password } of (await engine.logins()).users) {
    expect(engine.logs).toMatch(new RegExp(`${login}\\s+${password}`));
  }
});

test('a second engine on the same data says that it is in use, and leaves the first one alone', async () => {
  const second = await EngineProcess.startInVain({ dataDir: engine.dataDir, port: await findFreePort() });
  expect(second.exitCode).toBe(1);
  expect(second.output).toMatch(/already runs on the data folder/);
  expect(second.output).toContain('DOUGONG_DATA_DIR');
  expect(second.output).not.toMatch(/^\s+at /m);
  expect((await job.keeper.get('/session')).status).toBe(200);
});

test('a port in use is said plainly, in both languages, before anything is started', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const vain = await EngineProcess.startInVain({ port });
  taken.close();
  expect(vain.exitCode).toBe(1);
  expect(vain.output).toContain(`Port ${port} is in use`);
  expect(vain.output).toContain(`端口 ${port} 已被占用`);
  expect(vain.output).not.toMatch(/^\s+at /m);
});

test('Ctrl-C stops in order, and a second start finds the same data, people and sessions', async () => {
  const record = await job.countWith('WH-3', { 'SB-0001': '-1' });
  const logins = await engine.logins();
  expect(await engine.stop()).toBe(0);
  expect(engine.logs).toContain('Stopped.');
  const before = engine.logs.length;
  await engine.restart();
  expect(engine.logs.slice(before)).not.toContain('Installing');
  expect(await engine.logins()).toEqual(logins);
  const again = done(await job.keeper.get(`${COUNTS}/${record.id}`)).record;
  expect(again).toMatchObject({ no: record.no, version: record.version, gross_difference: '1000.00' });
  const submitted = done(await job.keeper.post(`${COUNTS}/${record.id}/actions/submit`)).record;
  expect(submitted.status).toBe('reviewing');
});

test('a start after a kill takes over the server that was left running', async () => {
  const before = engine.logs.length;
  await engine.kill();
  await engine.restart();
  expect(engine.logs.slice(before)).toContain('Dougong is running');
  expect((await job.keeper.get('/session')).status).toBe(200);
});
