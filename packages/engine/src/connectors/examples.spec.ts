import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRelease } from '@dougong/kernel/commands';
import { DEFINITION_FOLDERS } from '@dougong/kernel/metadata';

const ROOT = join(__dirname, '../../../..');

const filesIn = (folder: string): readonly unknown[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file.name), 'utf8')) as unknown);

function foldersOf(template: string): readonly string[] {
  const there = new Set(readdirSync(template));
  return Object.values(DEFINITION_FOLDERS)
    .filter((folder) => there.has(folder))
    .map((folder) => join(template, folder));
}

test('the connector and the scan point of the examples fit the trade template', () => {
  const trade = foldersOf(join(ROOT, 'templates/trade')).flatMap(filesIn);
  const examples = filesIn(join(ROOT, 'examples/books-connector'));
  const { release, findings } = checkRelease(1, [...trade, ...examples]);
  expect(findings.filter(({ severity = 'error' }) => severity === 'error')).toEqual([]);
  expect([...(release?.connectors.keys() ?? []), ...(release?.scanPoints.keys() ?? [])]).toEqual([
    'books',
    'gate',
  ]);
});
