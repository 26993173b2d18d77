import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DefinitionName, ReleaseFinding } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { DEFINITION_FOLDERS, SeedFile, TemplateManifest } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind } from '@dougong/kernel/metadata';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { checkForPublish } from './check-for-publish.js';

/** A template as its folder holds it. */
export interface TemplatePackage {
  readonly manifest: TemplateManifest;
  readonly definitions: readonly Definition[];
  readonly seeds: readonly { readonly file: string; readonly demo: boolean; readonly content: SeedFile }[];
}

/** A problem of a file of a template. */
export interface TemplateFinding extends Issue {
  readonly file: string;
}

export interface ReadTemplate {
  /** Absent when a file could not be read or has another shape than its kind asks. */
  readonly template?: TemplatePackage;
  readonly findings: readonly TemplateFinding[];
  /** The definitions that could be read, and the names of the others. */
  readonly definitions: readonly Definition[];
  readonly unread: readonly DefinitionName[];
}

/** Reads a template folder: manifest, one definition a file, seeds. Reports everything that does not fit. */
export async function readTemplate(folder: string): Promise<ReadTemplate> {
  const findings: TemplateFinding[] = [];
  const manifest = await readShaped<TemplateManifest>(folder, 'template.json', TemplateManifest, findings);
  const read = await readDefinitions(folder, findings);
  const definitions = read.flatMap(({ content }) => content ?? []);
  const unread = read.flatMap(({ name, content }) => (content === undefined ? [name] : []));
  const seeds = await Promise.all((manifest?.seeds ?? []).map((seed) => readSeed(folder, seed, findings)));
  if (!manifest || findings.length > 0) return { findings, definitions, unread };
  const template = { manifest, definitions, seeds: seeds.flatMap((seed) => seed ?? []) };
  return { findings, template, definitions, unread };
}

/**
 * Everything that is wrong with a template: files that cannot be read, and what the others say among each other, as far
 * as that does not hang on the unread ones.
 */
export async function checkTemplate(folder: string): Promise<readonly TemplateFinding[]> {
  const { findings, definitions, unread } = await readTemplate(folder);
  const checked = checkForPublish(1, definitions, unread).findings;
  return [...findings, ...checked.map((found) => ({ ...found, file: fileOf(found) }))];
}

function fileOf({ definition }: ReleaseFinding): string {
  return `${DEFINITION_FOLDERS[definition.kind]}/${definition.key}.${definition.kind}.json`;
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
      if (content && `${content.key}.${kind}.json` !== file) {
        findings.push({ ...issue('file_name_differs', '/key', { key: content.key, file }), file: path });
      }
      return { name: { kind, key: file.split('.', 1)[0] ?? file }, content };
    }),
  );
}

async function readSeed(
  folder: string,
  { file, demo = false }: { readonly file: string; readonly demo?: boolean },
  findings: TemplateFinding[],
) {
  const content = await readShaped<SeedFile>(folder, `seed/${file}`, SeedFile, findings);
  return content && { file, demo, content };
}

async function readShaped<T>(
  folder: string,
  file: string,
  schema: TSchema,
  findings: TemplateFinding[],
): Promise<T | undefined> {
  const content = await readJson<T>(folder, file, findings);
  if (content === undefined) return undefined;
  const errors = [...Value.Errors(schema, content)];
  findings.push(
    ...errors.map((error) => ({ ...issue('bad_shape', error.path, { expected: error.message }), file })),
  );
  return errors.length === 0 ? content : undefined;
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
