import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { DefinitionName } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { checkTemplateFile, DEFINITION_FOLDERS, SCENARIO_FOLDER } from '@dougong/kernel/metadata';
import type {
  Definition,
  DefinitionKind,
  ScenarioFile,
  SeedFile,
  TemplateFile,
  TemplateManifest,
} from '@dougong/kernel/metadata';

/** A template as its folder holds it. */
export interface TemplatePackage {
  readonly manifest: TemplateManifest;
  readonly definitions: readonly Definition[];
  readonly seeds: readonly { readonly file: string; readonly demo: boolean; readonly content: SeedFile }[];
  readonly scenarios: readonly ScenarioFile[];
}

/** A problem of a file of a template. */
export interface TemplateFinding extends Issue {
  readonly file: string;
}

export interface ReadTemplate {
  /** Absent when a file could not be read or has another shape than its kind asks. */
  readonly template?: TemplatePackage;
  readonly findings: readonly TemplateFinding[];
  /** What could be read of the seeds and scenarios. */
  readonly seeds: TemplatePackage['seeds'];
  readonly scenarios: TemplatePackage['scenarios'];
  /** The definitions that could be read, and the names of the others. */
  readonly definitions: readonly Definition[];
  readonly unread: readonly DefinitionName[];
}

/** Reads a template folder: manifest, one definition a file, seeds, scenarios. Reports everything that does not fit. */
export async function readTemplate(folder: string): Promise<ReadTemplate> {
  const findings: TemplateFinding[] = [];
  const manifest = await readFileOf<TemplateManifest>(folder, 'template.json', 'template', findings);
  const read = await readDefinitions(folder, findings);
  const definitions = read.flatMap(({ content }) => content ?? []);
  const unread = read.flatMap(({ name, content }) => (content === undefined ? [name] : []));
  const seeds = await Promise.all((manifest?.seeds ?? []).map((seed) => readSeed(folder, seed, findings)));
  const scenarios = await readScenarios(folder, findings);
  findings.push(...(await strayFiles(folder, manifest)));
  const parts = {
    definitions,
    seeds: seeds.flatMap((seed) => seed ?? []),
    scenarios: scenarios.flatMap((scenario) => scenario ?? []),
  };
  if (!manifest || findings.length > 0) return { findings, unread, ...parts };
  return { findings, unread, ...parts, template: { manifest, ...parts } };
}

/** Folders of a template besides those of definitions. */
const OTHER_FOLDERS: ReadonlySet<string> = new Set(['seed', SCENARIO_FOLDER, 'overlays']);

/** Files that nothing would read: in a folder of no kind, or seeds that the manifest does not name. */
async function strayFiles(
  folder: string,
  manifest: TemplateManifest | undefined,
): Promise<readonly TemplateFinding[]> {
  const known = new Set([...Object.values(DEFINITION_FOLDERS), ...OTHER_FOLDERS]);
  const named = new Set((manifest?.seeds ?? []).map(({ file }) => `seed/${file}`));
  const files = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return files
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => {
      const [top = '', ...rest] = file.split('/');
      if (rest.length === 0) return false;
      if (top === 'seed') return manifest !== undefined && !named.has(file);
      return !known.has(top) || rest.length > 1;
    })
    .sort()
    .map((file) => ({ ...issue('file_unexpected', '', { file }), file }));
}

/** A file of a definition: what its name says, and what is in it if that can be read. */
interface DefinitionFile {
  readonly name: DefinitionName;
  readonly content: Definition | undefined;
}

async function readDefinitions(folder: string, findings: TemplateFinding[]): Promise<DefinitionFile[]> {
  const kinds = Object.entries(DEFINITION_FOLDERS) as [DefinitionKind, string][];
  const read = await Promise.all(kinds.map(([kind, name]) => readKind(folder, kind, name, findings)));
  return read.flat();
}

async function readKind(
  folder: string,
  kind: DefinitionKind,
  name: string,
  findings: TemplateFinding[],
): Promise<DefinitionFile[]> {
  const files = (await listing(join(folder, name))).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const path = `${name}/${file}`;
      const content = await readJson<Definition>(folder, path, findings);
      if (content) findings.push(...misnamed(content.key, kind, file, path));
      return { name: { kind, key: file.split('.', 1)[0] ?? file }, content };
    }),
  );
}

async function readSeed(
  folder: string,
  { file, demo = false }: { readonly file: string; readonly demo?: boolean },
  findings: TemplateFinding[],
) {
  const content = await readFileOf<SeedFile>(folder, `seed/${file}`, 'seed', findings);
  return content && { file, demo, content };
}

async function readScenarios(
  folder: string,
  findings: TemplateFinding[],
): Promise<readonly (ScenarioFile | undefined)[]> {
  const files = (await listing(join(folder, SCENARIO_FOLDER)))
    .filter((file) => file.endsWith('.json'))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const path = `${SCENARIO_FOLDER}/${file}`;
      const content = await readFileOf<ScenarioFile>(folder, path, 'scenario', findings);
      if (content) findings.push(...misnamed(content.key, 'scenario', file, path));
      return content;
    }),
  );
}

/** A file is called by the key of what is in it. */
function misnamed(key: string, kind: string, file: string, path: string): readonly TemplateFinding[] {
  if (`${key}.${kind}.json` === file) return [];
  return [{ ...issue('file_name_differs', '/key', { key, file }), file: path }];
}

/** A file that is no definition, checked by itself. */
async function readFileOf<T extends TemplateFile>(
  folder: string,
  file: string,
  kind: T['kind'],
  findings: TemplateFinding[],
): Promise<T | undefined> {
  const content = await readJson<{ readonly kind?: unknown }>(folder, file, findings);
  if (content === undefined) return undefined;
  // What another kind of file would have to be is of no help here.
  const checked = checkTemplateFile({ ...content, kind });
  const wrongKind =
    content.kind === kind ? [] : [issue('unknown_kind', '/kind', { kind: content.kind, known: [kind] })];
  const issues = [...wrongKind, ...(checked.ok ? [] : checked.error)];
  findings.push(...issues.map((found) => ({ ...found, file })));
  return issues.length === 0 ? (content as T) : undefined;
}

async function readJson<T>(
  folder: string,
  file: string,
  findings: TemplateFinding[],
): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8')) as T;
  } catch (error) {
    const code = error instanceof SyntaxError ? 'malformed_json' : 'file_missing';
    findings.push({
      ...issue(code, '', { file, reason: error instanceof Error ? error.message : '' }),
      file,
    });
    return undefined;
  }
}

async function listing(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
