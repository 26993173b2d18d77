import { releaseListCommand } from '../../src/cli/release.commands.js';
import { templateRevertCommand } from '../../src/cli/template-life.commands.js';
import { templateTestCommand } from '../../src/cli/template-test.command.js';
import { templateInstallCommand, templateUpgradeCommand } from '../../src/cli/template.commands.js';
import { writePackage } from '../../src/templates/package/package-file.js';
import { loadFolder } from '../../src/templates/load-template.js';
import { PACKAGE_MEDIA_TYPE } from '../../src/templates/package/package-limits.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { claimsTemplate, NOTES_TEMPLATE } from './scenarios-at-install.fixtures.js';
import { runCommand, TemplateShelf } from './template-life.fixtures.js';
import { writeFile } from 'node:fs/promises';

const FAILURE = 'scenario_record_differs';
const PLACE = '/steps/2/expect/records/0/state';

let engine: TestApp;
let shelf: TemplateShelf;

beforeAll(async () => {
  [engine, shelf] = [await startTestApp(), await TemplateShelf.make()];
});

afterAll(async () => {
  await shelf.remove();
  await engine.stop();
});

const on = (command: Parameters<typeof runCommand>[0], positionals: readonly string[], given = {}) =>
  runCommand(command, engine.urls, positionals, given);

/** Everything that an installation changes. */
async function state(): Promise<unknown> {
  const { rows } = await engine.database.query(
    `SELECT (SELECT jsonb_agg(to_jsonb(r) - 'definitions') FROM core.release r) AS releases,
            (SELECT md5(r.definitions::text) FROM core.release r JOIN core.current_release c USING (number)) AS definitions,
            (SELECT jsonb_agg(jsonb_build_array(key, version, integrity)) FROM core.installed_template) AS templates,
            (SELECT count(*)::integer FROM core.template_change) AS changes,
            (SELECT count(*)::integer FROM core.audit_entry) AS audits,
            (SELECT count(*)::integer FROM data.claim) AS claims`,
  );
  return rows[0];
}

/** What is kept of the scenarios: with the release in force, and in the newest audit entry about templates. */
async function noted(): Promise<readonly unknown[]> {
  const { rows } = await engine.database.query<{ release: unknown; audit: unknown }>(
    `SELECT (SELECT r.scenarios FROM core.release r JOIN core.current_release c USING (number)) AS release,
            (SELECT jsonb_path_query_first(a.changes, '$[*] ? (@.path == "/scenarios").new') #>> '{}'
               FROM core.audit_entry a WHERE a.action LIKE 'template:%' AND a.action <> 'template:send'
              ORDER BY a.id DESC LIMIT 1) AS audit`,
  );
  return [rows[0]!.release, rows[0]!.audit];
}

const progress = (err: readonly string[]) => err.map((line) => line.replace(/ \(.*/, ''));

describe('scenarios when templates are installed and upgraded', () => {
  test('they are played with the answers written in; history says that they passed', async () => {
    const folder = await shelf.put('claims', claimsTemplate('1.0.0'));
    await expect(on(templateInstallCommand, [folder])).rejects.toMatchObject({
      code: 'scenarios_failed',
      issues: [{ path: expect.stringContaining('/scenario/a_claim_is_approved/steps/0') as string }],
    });
    const { rows } = await engine.database.query('SELECT number FROM core.release');
    expect(rows).toEqual([]);
    const answers = shelf.file('answers.json');
    await writeFile(answers, JSON.stringify({ first_amount: '7.50' }));
    const done = await on(templateInstallCommand, [folder], { options: { answers } });
    expect([done.exit, progress(done.err)]).toEqual([0, ['passed a_claim_is_approved']]);
    expect(await noted()).toEqual(['passed', 'passed']);
    expect(
      await engine.database.query('SELECT amount FROM data.claim').then(({ rows: claims }) => claims),
    ).toEqual([{ amount: '7.50' }]);
  }, 120_000);

  test('an upgrade whose scenario fails is refused by name, place and values, and nothing changes', async () => {
    const folder = await shelf.put('claims', claimsTemplate('1.1.0', 'draft'));
    const before = await state();
    await expect(on(templateUpgradeCommand, [folder])).rejects.toMatchObject({
      status: 422,
      code: 'scenarios_failed',
      issues: [
        {
          code: FAILURE,
          path: `/scenario/a_claim_is_approved${PLACE}`,
          params: { scenario: 'a_claim_is_approved', step: 3, expected: 'done', got: 'draft' },
        },
      ],
    });
    const dry = await on(templateUpgradeCommand, [folder], { flags: ['dry-run', 'scenarios'] });
    expect([dry.exit, progress(dry.err), dry.out.at(-1)]).toEqual([
      1,
      ['FAILED a_claim_is_approved'],
      expect.stringContaining(`a_claim_is_approved#${PLACE} ${FAILURE}: `),
    ]);
    const plain = await on(templateUpgradeCommand, [folder], { flags: ['dry-run'] });
    expect([plain.exit, plain.err]).toEqual([0, []]);
    expect(await state()).toEqual(before);
  }, 120_000);

  test('who leaves them out finds that in history and audit; taking it back plays none', async () => {
    const folder = await shelf.put('claims', claimsTemplate('1.1.0', 'draft'));
    const done = await on(templateUpgradeCommand, [folder], { flags: ['skip-scenarios'] });
    expect([done.exit, done.err]).toEqual([0, []]);
    expect(await noted()).toEqual(['skipped', 'skipped']);
    const listed = await on(releaseListCommand, []);
    expect(listed.out.map((line) => line.endsWith('(scenarios left out)'))).toEqual([true, false]);
    const reverted = await on(templateRevertCommand, [], { flags: ['yes'] });
    expect([reverted.exit, reverted.err]).toEqual([0, []]);
    expect(await noted()).toEqual([null, null]);
  }, 120_000);

  test('seeds that the merged definitions refuse are named as such, and nothing changes', async () => {
    const files = claimsTemplate('1.1.0');
    const seed = files['seed/people.json'] as { records: object[] };
    const people = {
      ...seed,
      records: [{ ...seed.records[0], values: { amount: '1.00', owner: '@user/nobody' } }],
    };
    const folder = await shelf.put('claims', { ...files, 'seed/people.json': people });
    const before = await state();
    await expect(on(templateUpgradeCommand, [folder])).rejects.toMatchObject({
      code: 'scenarios_cannot_begin',
      issues: [{ code: 'unknown_seed_reference', params: { name: '@user/nobody' } }],
    });
    expect(await state()).toEqual(before);
  }, 120_000);

  test('over HTTP the same: refused, told by a dry run, left out on demand', async () => {
    const { rows } = await engine.database.query<{ id: string }>(
      `SELECT id FROM core.user_account WHERE login = 'bob'`,
    );
    const key = await engine.keyOf(rows[0]!.id);
    const { files } = await loadFolder(await shelf.put('claims', claimsTemplate('1.1.0', 'draft')));
    const sent = await engine.app.inject({
      method: 'POST',
      url: '/api/v1/template-packages',
      headers: { authorization: `Bearer ${key}`, 'content-type': PACKAGE_MEDIA_TYPE },
      payload: writePackage(files),
    });
    const { id } = JSON.parse(sent.payload) as { id: string };
    const post = (query: string) =>
      engine.request('POST', `/api/v1/templates${query}`, {
        key,
        body: { packages: [id], allowUnsigned: true },
        headers: { 'accept-language': 'en' },
      });
    expect(await post('')).toMatchObject({
      status: 422,
      body: {
        code: 'scenarios_failed',
        errors: [{ code: FAILURE, pointer: `#/scenario/a_claim_is_approved${PLACE}` }],
      },
    });
    expect(await post('?dryRun=true&scenarios=true')).toMatchObject({
      status: 200,
      body: {
        scenarios: [
          {
            scenario: 'a_claim_is_approved',
            passed: false,
            failures: [{ code: FAILURE, pointer: PLACE, params: { expected: 'done', got: 'draft' } }],
          },
        ],
      },
    });
    expect(await post('?dryRun=true')).toMatchObject({ status: 200 });
    expect((await post('?dryRun=true')).body).not.toHaveProperty('scenarios');
    expect(await noted()).toEqual([null, null]);
    expect(await post('?scenarios=false')).toMatchObject({ status: 200, body: { scenarios: [] } });
    expect(await noted()).toEqual(['skipped', 'skipped']);
    await on(templateRevertCommand, [], { flags: ['yes'] });
  }, 120_000);

  test('those of an extension see the base, and those of the base are played with the extension', async () => {
    await shelf.put('claims', claimsTemplate('1.0.0'));
    const folder = await shelf.put('notes', NOTES_TEMPLATE);
    const done = await on(templateInstallCommand, [folder]);
    expect([done.exit, progress(done.err)]).toEqual([
      0,
      ['passed a_claim_is_approved', 'passed a_note_is_written'],
    ]);
    const again = await on(templateInstallCommand, [folder]);
    expect([again.exit, again.err]).toEqual([0, []]);
  }, 120_000);

  test('an extension is tested on top of the base that lies beside it', async () => {
    const folder = await shelf.put('notes', NOTES_TEMPLATE);
    const tested = await runCommand(templateTestCommand, undefined, [folder]);
    expect([tested.exit, progress(tested.err), tested.out]).toEqual([
      0,
      ['passed a_note_is_written'],
      ['1 passed, 0 failed'],
    ]);
    const missing = await runCommand(templateTestCommand, undefined, [
      await shelf.put('lonely', {
        ...NOTES_TEMPLATE,
        'template.json': {
          ...NOTES_TEMPLATE['template.json'],
          key: 'lonely',
          dependencies: [{ key: 'nowhere', version: '*' }],
        },
      }),
    ]);
    expect([missing.exit, missing.err]).toEqual([
      1,
      expect.arrayContaining([
        expect.stringMatching(/^template\.json#\/dependencies\/0 error dependency_missing: /),
      ]),
    ]);
  }, 120_000);
});
