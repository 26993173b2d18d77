import { readFile, stat, writeFile } from 'node:fs/promises';
import { templateCheckCommand } from '../../src/cli/template-check.command.js';
import { templateInstallCommand, templateUpgradeCommand } from '../../src/cli/template.commands.js';
import {
  templateClearSamplesCommand,
  templateExportCommand,
  templateListCommand,
  templateOverlayCommand,
  templateRevertCommand,
  templateUninstallCommand,
} from '../../src/cli/template-life.commands.js';
import {
  templateKeygenCommand,
  templatePackCommand,
  templateVerifyCommand,
} from '../../src/cli/template-package.commands.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  cardForm,
  deskTemplate,
  labelTemplate,
  runCommand,
  TemplateShelf,
} from './template-life.fixtures.js';

const V1 = cardForm({ remarkLength: 100 });
const V2 = cardForm({ remarkLength: 200, remarkTitle: 'Note' });
const CONFLICT = '/form/card/schema/properties/remark/maxLength';

let engine: TestApp;
let shelf: TemplateShelf;

beforeAll(async () => {
  [engine, shelf] = [await startTestApp(), await TemplateShelf.make()];
});

afterAll(async () => {
  await shelf.remove();
  await engine.stop();
});

/** Runs a command on the database of the running engine. */
const on = (command: Parameters<typeof runCommand>[0], positionals: readonly string[], given = {}) =>
  runCommand(command, engine.urls, positionals, given);
const json = ({ out }: { readonly out: readonly string[] }) =>
  JSON.parse(out.join('\n')) as Record<string, unknown>;

async function definition(): Promise<typeof V2> {
  const { rows } = await engine.database.query<{ definition: typeof V2 }>(
    `SELECT d.value AS definition FROM core.current_release c JOIN core.release r ON r.number = c.number,
            jsonb_array_elements(r.definitions) d WHERE d.value ->> 'key' = 'card'`,
  );
  return rows[0]!.definition;
}

/** A change by a designer, straight into a release. */
async function changeHere(): Promise<void> {
  const { rows } = await engine.database.query<{ id: string }>(
    `SELECT id FROM core.user_account WHERE login = 'ann'`,
  );
  const key = await engine.keyOf(rows[0]!.id);
  const local = cardForm({ remarkLength: 300 });
  await engine.request('PUT', '/api/v1/drafts/form/card', { key, body: { definition: local } });
  expect((await engine.request('POST', '/api/v1/publish', { key })).status).toBe(201);
}

describe('template commands', () => {
  test('check names file, place and remedy of an overlay that does not fit its base beside it', async () => {
    await shelf.put('desk', deskTemplate('1.0.0', V1));
    const folder = await shelf.put('labels', labelTemplate('1.0.0'));
    expect(await runCommand(templateCheckCommand, undefined, [folder])).toMatchObject({ exit: 0 });
    const overlay = JSON.parse(await readFile(`${folder}/overlays/form.card.overlay.json`, 'utf8')) as {
      operations: { path: string }[];
    };
    overlay.operations[1]!.path = '/ui/orders/colour';
    await writeFile(`${folder}/overlays/form.card.overlay.json`, JSON.stringify(overlay));
    const { exit, out } = await runCommand(templateCheckCommand, undefined, [folder]);
    expect([exit, out]).toEqual([
      1,
      [
        expect.stringMatching(
          /^overlays\/form\.card\.overlay\.json#\/operations\/1 error change_target_missing: /,
        ),
      ],
    ]);
    await shelf.put('labels', labelTemplate('1.0.0', '^3.0.0'));
    expect((await runCommand(templateCheckCommand, undefined, [folder])).out).toEqual([
      expect.stringMatching(/^template\.json#\/dependencies\/0\/version error dependency_version: /),
    ]);
  });

  test('a package is packed with a key, verified with the public one, and damage is found', async () => {
    const [key, file] = [shelf.file('signing.key'), shelf.file('desk-1.dougong')];
    const { publicKey } = json(
      await runCommand(templateKeygenCommand, undefined, [key], { flags: ['json'] }),
    ) as { publicKey: string };
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    await expect(runCommand(templateKeygenCommand, undefined, [key])).rejects.toMatchObject({
      code: 'EEXIST',
    });
    const folder = await shelf.put('desk', deskTemplate('1.0.0', V1));
    await runCommand(templatePackCommand, undefined, [folder, file], { options: { key } });
    const verify = (trustedKeys: readonly string[], flags: readonly string[] = []) =>
      runCommand(templateVerifyCommand, undefined, [file], { trustedKeys, flags: ['json', ...flags] });
    const [trusted, unknown] = [await verify([publicKey]), await verify([])];
    expect([trusted.exit, json(trusted)['trust']]).toEqual([0, 'trusted']);
    expect([unknown.exit, json(unknown)['trust']]).toEqual([1, 'untrusted']);
    expect((await verify([], ['allow-unsigned'])).exit).toBe(0);
    const bytes = await readFile(file);
    await writeFile(file, Buffer.concat([bytes.subarray(0, 200), Buffer.from('x'), bytes.subarray(201)]));
    await expect(verify([publicKey])).rejects.toMatchObject({ code: 'package_damaged' });
    await writeFile(file, bytes);
    await expect(on(templateInstallCommand, [file], {})).rejects.toMatchObject({ code: 'package_untrusted' });
    expect(
      (await on(templateInstallCommand, [file], { trustedKeys: [publicKey], flags: ['demo'] })).exit,
    ).toBe(0);
  });

  test('list and overlay tell what is installed and what was changed here', async () => {
    await changeHere();
    const listed = await on(templateListCommand, [], { flags: ['json'] });
    expect(json(listed)['data']).toMatchObject([{ key: 'desk', version: '1.0.0', demo: true }]);
    const { out } = await on(templateOverlayCommand, []);
    expect(out).toEqual(['form/card', '  set /schema/properties/remark/maxLength']);
  });

  test('an upgrade asks for a choice first, follows it, and is taken back in one step', async () => {
    const folder = await shelf.put('desk', deskTemplate('1.1.0', V2));
    const dry = await on(templateUpgradeCommand, [folder], { flags: ['dry-run'] });
    expect([dry.exit, dry.out.join('\n')]).toEqual([1, expect.stringContaining(`! ${CONFLICT}`)]);
    await expect(on(templateUpgradeCommand, [folder])).rejects.toMatchObject({ code: 'template_conflicts' });
    const choices = shelf.file('choices.json');
    await writeFile(choices, JSON.stringify({ [CONFLICT]: { value: 250 } }));
    expect((await on(templateUpgradeCommand, [folder], { options: { choices } })).exit).toBe(0);
    const { remark } = (await definition()).schema.properties;
    expect([remark.maxLength, remark['x-title'].en]).toEqual([250, 'Note']);
    const asked = await on(templateRevertCommand, []);
    expect([asked.exit, asked.err]).toEqual([0, [expect.stringContaining('--yes')]]);
    expect((await definition()).schema.properties.remark.maxLength).toBe(250);
    expect((await on(templateRevertCommand, [], { flags: ['yes'] })).exit).toBe(0);
    const before = (await definition()).schema.properties.remark;
    expect([before.maxLength, before['x-title'].en]).toEqual([300, 'Remark']);
  });

  test('what differs from the lock file is refused', async () => {
    const folder = await shelf.put('desk', deskTemplate('1.0.0', V1));
    const lock = shelf.file('dougong.lock.json');
    expect((await on(templateInstallCommand, [folder], { options: { lock } })).exit).toBe(0);
    expect((await on(templateInstallCommand, [folder], { options: { lock }, flags: ['locked'] })).exit).toBe(
      0,
    );
    await shelf.put('desk', deskTemplate('1.0.0', V2));
    await expect(
      on(templateInstallCommand, [folder], { options: { lock }, flags: ['locked', 'dry-run'] }),
    ).rejects.toMatchObject({ issues: [{ code: 'package_differs_from_lock', path: '/desk' }] });
  });

  test('what is installed and what is in force can be exported; both can be checked and installed again', async () => {
    const [installed, effective] = [shelf.file('installed.dougong'), shelf.file('effective.dougong')];
    await on(templateExportCommand, [installed], { options: { template: 'desk' } });
    const folder = await shelf.put('desk', deskTemplate('1.0.0', V1));
    const again = shelf.file('again.dougong');
    await runCommand(templatePackCommand, undefined, [folder, again], {
      options: { key: shelf.file('signing.key') },
    });
    const [one, other] = [await verified(installed), await verified(again)];
    expect(one['integrity']).toBe(other['integrity']);
    await on(templateExportCommand, [effective], {
      flags: ['effective'],
      options: { template: 'everything', version: '2.0.0' },
    });
    expect(await verified(effective)).toMatchObject({
      key: 'everything',
      version: '2.0.0',
      trust: 'unsigned',
    });
    const fresh = await startTestApp();
    try {
      const flags = ['allow-unsigned', 'json'];
      expect((await runCommand(templateInstallCommand, fresh.urls, [effective], { flags })).exit).toBe(0);
      const overlay = await runCommand(templateOverlayCommand, fresh.urls, [], { flags: ['json'] });
      expect(json(overlay)['data']).toEqual([]);
    } finally {
      await fresh.stop();
    }
  });

  async function verified(file: string): Promise<Record<string, unknown>> {
    return json(
      await runCommand(templateVerifyCommand, undefined, [file], { flags: ['json', 'allow-unsigned'] }),
    );
  }

  test('sample data and the template itself go only when --yes is said', async () => {
    const counted = await on(templateClearSamplesCommand, []);
    expect([counted.out, counted.err]).toEqual([['card  2  0'], [expect.stringContaining('--yes')]]);
    const cleared = await on(templateClearSamplesCommand, [], {
      flags: ['yes', 'json'],
      options: { as: 'ann' },
    });
    expect(json(cleared)).toMatchObject({ found: 2, removed: 2, kept: [] });
    const listed = await on(templateUninstallCommand, ['desk']);
    expect(listed.out).toContain('  card: 0 records');
    expect(json(await on(templateListCommand, [], { flags: ['json'] }))['data']).toHaveLength(1);
    expect((await on(templateUninstallCommand, ['desk'], { flags: ['yes'] })).exit).toBe(0);
    expect(json(await on(templateListCommand, [], { flags: ['json'] }))['data']).toEqual([]);
  });
});
