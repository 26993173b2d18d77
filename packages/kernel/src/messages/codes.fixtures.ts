// The kernel knows no Node types; these tests need to read folders and nothing else.
declare const require: (module: 'node:fs') => {
  readdirSync(path: string, options?: { readonly recursive: true }): string[];
  readFileSync(path: string, encoding: 'utf8'): string;
};
declare const __dirname: string;

const files = require('node:fs');
const KERNEL = `${__dirname}/..`;
const FIXTURES = `${KERNEL}/metadata/fixtures`;

const CODE = "'([a-z][a-z0-9]*(?:_[a-z0-9]+)*)'";

/** Where a code stands as the argument that names an issue. */
const RAISED = [
  String.raw`\b(?:issue|warning|badQuery)\(\s*${CODE}`,
  String.raw`\b(?:findings\.add|this\.refuse)\(\s*${CODE}`,
  // Tables of HTTP statuses and of schema errors.
  String.raw`\[\d{3}, ${CODE}\]`,
  String.raw`^\s+\d{3}: ${CODE},$`,
  String.raw`\[ValueErrorType\.\w+\]: ${CODE}`,
  // A formula of a posting names the code for a result of the wrong type.
  String.raw`this\.formula\([^;]*?, ${CODE}\)`,
].map((pattern) => new RegExp(pattern, 'gm'));

/** Where a code is chosen first and raised afterwards. */
const CHOSEN = [
  /\bconst (?:code|fault) = [^;]*;/g,
  /\bfunction faultOf\([^]*?\n\}/g,
  /\bCODES: Readonly<[^]*?\n\};/g,
  /\bissue\(\s*[^'`;]*?\? '[^;]*?;/g,
];

const LITERAL = new RegExp(CODE, 'g');

/** The text of the source files of the kernel, without tests and without the sentences themselves. */
export function kernelSources(): readonly string[] {
  return files
    .readdirSync(KERNEL, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|fixtures)\.ts$/.test(file))
    .filter((file) => !/^messages[\\/]/.test(file))
    .map((file) => files.readFileSync(`${KERNEL}/${file}`, 'utf8'));
}

/** The codes that the example definitions with faults must raise. */
export function codesOfFixtures(): readonly string[] {
  const expected = files
    .readdirSync(FIXTURES)
    .map((kind) => files.readFileSync(`${FIXTURES}/${kind}/expected.json`, 'utf8'))
    .flatMap((text) => Object.values(JSON.parse(text) as Record<string, string>));
  return [...new Set(expected.map((line) => line.split(' ')[0] ?? ''))];
}

function matches(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Every issue code that a source raises, as far as it stands there as a literal. */
export function codesRaisedIn(source: string): readonly string[] {
  const raised = RAISED.flatMap((pattern) => matches(pattern, source));
  const chosen = CHOSEN.flatMap((pattern) => source.match(pattern) ?? []).flatMap((part) =>
    matches(LITERAL, part),
  );
  return [...new Set([...raised, ...chosen.filter((code) => code.includes('_'))])];
}

/** Every text of the form of a code that stands in a source. */
export function literalsOf(source: string): readonly string[] {
  return matches(LITERAL, source);
}

/** Codes that are put together when they are raised: one for each kind of failure of a formula or a condition. */
export function codesOfFormulaFailures(sources: readonly string[]): readonly string[] {
  const kinds =
    sources.map((source) => /FORMULA_ERROR_KINDS = \[([^\]]*)\]/.exec(source)?.[1]).find(Boolean) ?? '';
  const words = [...kinds.matchAll(/'([A-Z_]+)'/g)].map((match) => (match[1] ?? '').toLowerCase());
  const ofConditions = words.filter((word) => word !== 'unknown_function').concat('unknown_operator');
  return [...words.map((word) => `formula_${word}`), ...ofConditions.map((word) => `condition_${word}`)];
}
