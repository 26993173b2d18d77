import { writePackage } from '../../src/templates/package/package-file.js';
import { loadFolder } from '../../src/templates/load-template.js';
import { PACKAGE_MEDIA_TYPE } from '../../src/templates/package/package-limits.js';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { JobStore } from '../../src/jobs/job-store.js';
import { JobWorker } from '../../src/jobs/job-worker.js';
import { RunningJob } from '../../src/jobs/running-job.js';
import { SubjectStore } from '../../src/identity/subject-store.js';
import { TemplateJobs } from '../../src/templates/template-jobs.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { cardForm, deskTemplate, labelTemplate, TemplateShelf } from './template-life.fixtures.js';
import type { Body } from './releases-work.fixtures.js';

const V1 = cardForm({ remarkLength: 100 });
const V2 = cardForm({ remarkLength: 200 });

/** The next version brings somebody else, who is given a first password. */
function deskTwo(): Readonly<Record<string, object>> {
  const files = deskTemplate('2.0.0', V2);
  const people = files['seed/people.json'] as { users: object[] };
  const users = [...people.users, { login: 'ben', name: 'Ben', roles: ['administrator'] }];
  return { ...files, 'seed/people.json': { ...people, users } };
}

let engine: TestApp;
let shelf: TemplateShelf;
let key: string;
let other: string;

beforeAll(async () => {
  [engine, shelf] = [await startTestApp(), await TemplateShelf.make()];
  await engine
    .get(TemplateInstaller)
    .install(await shelf.put('desk', deskTemplate('1.0.0', V1)), { demo: true });
  key = await engine.keyOf(await engine.createUser('mei', { roles: ['administrator'] }));
  other = await engine.keyOf(await engine.createUser('lin', { roles: ['administrator'] }));
});

afterAll(async () => {
  await shelf.remove();
  await engine.stop();
});

const ASYNC = { prefer: 'respond-async' };
const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, headers = {}) =>
  engine.request<Body>(method, `/api/v1${path}`, {
    key,
    ...(body ? { body } : {}),
    headers: { 'accept-language': 'en', ...headers },
  });
const jobOf = async (id: string): Promise<Body> => (await ask('GET', `/jobs/${id}`)).body;
const work = () => engine.get(JobWorker).runWaiting();
const versions = async (): Promise<string[]> =>
  (await ask('GET', '/templates')).body.data.map((each: Body) => `${each.key} ${each.version}`);

async function sent(name: string, files: Readonly<Record<string, object>>): Promise<string> {
  const { files: packed } = await loadFolder(await shelf.put(name, files));
  const answer = await engine.app.inject({
    method: 'POST',
    url: '/api/v1/template-packages',
    headers: { authorization: `Bearer ${key}`, 'content-type': PACKAGE_MEDIA_TYPE },
    payload: writePackage(packed),
  });
  return (JSON.parse(answer.payload) as { id: string }).id;
}

async function asked(method: 'POST' | 'DELETE', path: string, body?: object): Promise<string> {
  const answer = await ask(method, path, body, ASYNC);
  expect([answer.status, answer.headers['preference-applied']]).toEqual([202, 'respond-async']);
  expect(answer.headers['location']).toBe(`/api/v1/jobs/${answer.body.id}`);
  return answer.body.id as string;
}

test('an upgrade as a job gives the plan that was carried out, and first passwords to whoever asked, for an hour', async () => {
  const id = await asked('POST', '/templates', {
    packages: [await sent('desk', deskTwo())],
    allowUnsigned: true,
  });
  await work();
  const done = await jobOf(id);
  expect(done).toMatchObject({
    kind: 'template',
    state: 'done',
    result: {
      action: 'upgrade',
      templates: [{ key: 'desk', from: '1.0.0', to: '2.0.0' }],
      release: 2,
      logins: [{ login: 'ben', password: expect.stringMatching(/^\w{12}$/) }],
    },
  });
  expect(await versions()).toEqual(['desk 2.0.0']);
  const seen = (await engine.request<Body>('GET', `/api/v1/jobs/${id}`, { key: other })).body;
  expect(seen.result.logins).toEqual([{ login: 'ben', name: 'Ben', roles: ['administrator'] }]);
  const password = done.result.logins[0].password as string;
  const kept = async () =>
    (
      await engine.database.query<{ row: string }>('SELECT j::text AS row FROM core.job j WHERE id = $1', [
        id,
      ])
    ).rows[0]!.row;
  expect(await kept()).toContain(password);
  engine.clock.advance({ minutes: 61 });
  await engine.get(JobStore).forgetTold();
  expect(await kept()).not.toContain(password);
});

test('taking it back, installing and removing are jobs too', async () => {
  const back = await asked('POST', '/templates/revert', {});
  await work();
  expect((await jobOf(back)).result).toMatchObject({ action: 'revert', release: 3 });
  expect(await versions()).toEqual(['desk 1.0.0']);
  const more = await asked('POST', '/templates', {
    packages: [await sent('labels', labelTemplate('1.0.0'))],
    allowUnsigned: true,
  });
  await work();
  expect((await jobOf(more)).result).toMatchObject({ action: 'install', release: 4, logins: [] });
  const gone = await asked('DELETE', '/templates/labels?data=purge');
  await work();
  expect((await jobOf(gone)).result).toMatchObject({
    action: 'uninstall',
    release: 5,
    forms: [{ key: 'label' }],
  });
  expect(await versions()).toEqual(['desk 1.0.0']);
});

test('what is refused is refused with the same problem', async () => {
  const path = '/templates/unknown';
  const { instance: _i, requestId: _r, ...expected } = (await ask('DELETE', path)).body;
  const id = await asked('DELETE', path);
  await work();
  expect((await jobOf(id)).problem).toMatchObject(expected);
});

test('a process that dies after the switch leaves seeds that the next one loads', async () => {
  const files = deskTemplate('3.0.0', V2);
  const samples = files['seed/samples.json'] as { records: object[] };
  const third = { form: 'card', ref: 'third', values: { name: 'Third', remark: 'sample' } };
  const more = { ...files, 'seed/samples.json': { ...samples, records: [...samples.records, third] } };
  const body = { packages: [await sent('desk', more)], allowUnsigned: true };
  const id = await asked('POST', '/templates', body);

  // Another process takes it and dies right after its switch: all that is left is the job with its position.
  const taken = (await engine.get(JobStore).take(id))!;
  const by = (await engine.get(SubjectStore).byId(taken.createdBy))!;
  const job = new RunningJob(engine.database, taken, by);
  const died = new Error('killed');
  job.settled = () => {
    throw died;
  };

  await expect(engine.get(TemplateJobs).run(job)).rejects.toBe(died);
  expect(await versions()).toEqual(['desk 3.0.0']);
  await engine.database.query(`UPDATE core.job SET lease_until = now() - interval '1 second' WHERE id = $1`, [
    id,
  ]);

  await work();
  expect(await jobOf(id)).toMatchObject({
    state: 'done',
    result: { templates: [{ key: 'desk', from: '1.0.0', to: '3.0.0' }], release: 6, records: 1 },
  });
});

test('nothing of it goes past the approval that a publish needs', async () => {
  const approve = (publishApproval: object | null) =>
    engine.request('PUT', '/api/v1/design/settings', { key, body: { publishApproval } });
  await approve({ roles: ['administrator'] });
  const body = { packages: [await sent('labels', labelTemplate('1.0.0', '^3.0.0'))], allowUnsigned: true };
  expect((await ask('POST', '/templates', body)).body.code).toBe('templates_need_approval');
  expect((await ask('POST', '/templates/revert', {})).body.code).toBe('templates_need_approval');
  expect(await versions()).toEqual(['desk 3.0.0']);
  await approve(null);
  expect((await ask('POST', '/templates', body)).status).toBe(200);
});
