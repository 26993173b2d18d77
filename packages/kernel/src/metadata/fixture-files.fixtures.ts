// The kernel knows no Node types; these tests need to read a folder and nothing else.
declare const require: (module: 'node:fs') => {
  readdirSync(path: string): string[];
  readFileSync(path: string, encoding: 'utf8'): string;
};
declare const __dirname: string;

const files = require('node:fs');
const root = `${__dirname}/fixtures`;

function read(path: string): unknown {
  return JSON.parse(files.readFileSync(path, 'utf8'));
}

/** The kinds that have fixtures. */
export function fixtureKinds(): readonly string[] {
  return files.readdirSync(root);
}

/** Fixtures of a kind by name. */
export function fixtures(kind: string, which: 'valid' | 'invalid'): ReadonlyMap<string, unknown> {
  const folder = `${root}/${kind}/${which}`;
  return new Map(
    files.readdirSync(folder).map((file) => [file.replace(/\.json$/, ''), read(`${folder}/${file}`)]),
  );
}

/** The issue that each invalid fixture must raise: `code pointer`. */
export function expectedIssues(kind: string): Readonly<Record<string, string>> {
  return read(`${root}/${kind}/expected.json`) as Record<string, string>;
}
