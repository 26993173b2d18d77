import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The table of configuration names every variable that the engine reads, and none besides. */

const SETTINGS = readFileSync(join(__dirname, 'settings.ts'), 'utf8');
const READ = /(?:reader\.\w+|read\w+)\(\s*'([A-Z][A-Z_]+)'/g;
const ROW = /^\| `[A-Z][A-Z_]+`.*$/gm;
const NAME = /`([A-Z][A-Z_]{3,})`/g;

function named(pattern: RegExp, text: string): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
}

/** The first column of the rows that name variables. */
function told(readme: string): string {
  const text = readFileSync(join(__dirname, '../../../..', readme), 'utf8');
  return [...text.matchAll(ROW)].map(([row]) => row.split('|')[1] ?? '').join();
}

test.each(['README.md', 'README.zh-CN.md'])(
  'every variable that the engine reads stands in %s, and no other',
  (readme) => {
    const read = named(READ, SETTINGS);
    expect(read.length).toBeGreaterThan(30);
    expect(named(NAME, told(readme))).toEqual(read);
  },
);
