import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DONE, FAILED } from '../../src/cli/command.js';
import type { ExitCode } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { AGREE, CLAIM, edited, withNote, Workshop } from './releases-work.fixtures.js';

describe('drafts and releases from the command line', () => {
  let shop: Workshop;
  let folder: string;
  const before = { ...process.env };

  beforeAll(async () => {
    shop = await Workshop.open();
    folder = await mkdtemp(join(tmpdir(), 'dougong-commands-'));
    const { appUrl, ownerUrl } = shop.engine.urls;
    Object.assign(process.env, {
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      LC_ALL: 'en_GB.UTF-8',
      LOG_LEVEL: 'silent',
    });
  });
  afterAll(async () => {
    process.env = before;
    await shop.engine.stop();
    await rm(folder, { recursive: true });
  });

  async function dougong(
    ...argv: readonly string[]
  ): Promise<{ code: ExitCode; out: string[]; err: string[] }> {
    const [out, err]: [string[], string[]] = [[], []];
    const terminal = {
      out: (line: string) => out.push(line),
      err: (line: string) => err.push(line),
      colour: false,
    };
    return { code: await runCommandLine(argv, COMMANDS, terminal as never), out, err };
  }

  const file = async (name: string, content: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(content));
    return path;
  };

  const lastEntry = async (): Promise<unknown> =>
    (await shop.engine.database.query('SELECT max(id) AS id FROM core.audit_entry')).rows[0]?.['id'];

  test('a definition is put into the drafts, checked, compared, published and named', async () => {
    const before = await lastEntry();
    const applied = await dougong('draft', 'apply', await file('claim.json', withNote()), '--as', 'mei');
    expect([applied.code, applied.out[0]]).toEqual([DONE, expect.stringMatching(/^form\/claim /)]);
    expect((await dougong('draft', 'check')).code).toBe(DONE);
    expect((await dougong('release', 'diff', 'current', 'drafts')).out).toEqual([
      'form Claim (form/claim)',
      '  + New field "Note".',
    ]);
    const published = await dougong('release', 'publish', '--as', 'mei', '--comment', 'a note', '--json');
    expect(JSON.parse(published.out[0]!)).toEqual({ release: { number: 2 } });
    expect((await dougong('release', 'name', '2', 'With a note', '--as', 'mei')).code).toBe(DONE);
    expect((await dougong('release', 'list')).out[0]).toMatch(/^\*2 .*mei.*With a note {2}a note$/);
    expect((await dougong('release', 'show', '2')).out).toContain('  form/claim  Claim');
    const { rows } = await shop.engine.database.query(
      `SELECT action FROM core.audit_entry WHERE channel = 'cli' AND id > $1 ORDER BY id`,
      [before],
    );
    expect(rows.map(({ action }) => action)).toEqual(['draft:put', 'publish', 'release:name']);
  });

  test('operations are carried out on a draft, and a release comes back', async () => {
    const renamed = { op: 'set', path: '/title/en', value: 'Consent', was: 'Agreement' };
    const operations = await file('operations.json', { kind: 'flow', key: 'agree', operations: [renamed] });
    expect((await dougong('draft', 'apply', operations, '--as', 'mei')).code).toBe(DONE);
    expect((await dougong('release', 'restore', '1', '--as', 'mei')).code).toBe(FAILED);
    expect((await dougong('release', 'restore', '1', '--as', 'mei', '--replace')).out).toEqual([
      'form/claim',
    ]);
    expect((await dougong('draft', 'discard', '--as', 'mei')).code).toBe(FAILED);
    expect((await dougong('draft', 'discard', '--as', 'mei', '--yes')).code).toBe(DONE);
    expect((await dougong('draft', 'list', '--json')).out[0]).toContain('"drafts":[]');
  });

  test('what is wrong is said with its exit code', async () => {
    await dougong(
      'draft',
      'apply',
      await file(
        'agree.json',
        edited(AGREE, (flow) => flow.nodes.pop()),
      ),
      '--as',
      'mei',
    );
    const checked = await dougong('draft', 'check');
    expect([checked.code, checked.out[0]]).toEqual([FAILED, expect.stringMatching(/^flow\/agree#.* error /)]);
    for (const argv of [
      ['draft', 'apply', await file('claim2.json', CLAIM)],
      ['draft', 'apply', await file('claim3.json', CLAIM), '--as', 'wang'],
      ['draft', 'apply', await file('list.json', []), '--as', 'mei'],
      ['release', 'show', 'x'],
      ['release', 'show', '77'],
      ['release', 'diff', 'yesterday', 'drafts'],
    ])
      expect([argv.slice(0, 2), (await dougong(...argv)).code]).toEqual([argv.slice(0, 2), FAILED]);
  });
});
