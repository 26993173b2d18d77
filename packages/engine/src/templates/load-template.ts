import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalJson, isError, issue } from '@dougong/kernel/foundation';
import { checkTemplateFile, SCENARIO_FOLDER } from '@dougong/kernel/metadata';
import type { OverlayFile } from '@dougong/kernel/metadata';
import { definitionFile, MANIFEST_FILE, overlayFile } from '@dougong/kernel/templates';
import { Refusal } from '../http/refusal.js';
import { readTemplate } from '../releases/read-template.js';
import type { ReadTemplate, TemplateFinding, TemplatePackage } from '../releases/read-template.js';
import type { PackageFile } from './package/package-file.js';
import type { PackageSignature } from './package/package-signature.js';
import { integrityOf, readTemplateFiles, withFolderOf } from './package/template-files.js';
import type { TemplateFiles } from './package/template-files.js';

/** A template that is ready to be installed: what its files say, and the files themselves. */
export interface LoadedTemplate {
  readonly template: TemplatePackage;
  readonly overlays: readonly OverlayFile[];
  readonly files: TemplateFiles;
  readonly integrity: string;
  readonly signature?: PackageSignature;
}

/** A template's folder as far as it could be read. */
export interface ReadFolder extends ReadTemplate {
  readonly overlays: readonly OverlayFile[];
}

/** Reads definitions, seeds and overlays of a folder, with everything that does not fit. */
export async function readFolder(folder: string): Promise<ReadFolder> {
  const read = await readTemplate(folder);
  const findings: TemplateFinding[] = [];
  const overlays = await readOverlays(folder, findings);
  return { ...read, findings: [...read.findings, ...findings], overlays };
}

/** Reads a template's folder, or refuses it with every fault. */
export async function loadFolder(folder: string): Promise<LoadedTemplate> {
  const { template, findings, overlays } = await readFolder(folder);
  if (!template || findings.some(isError)) throw notATemplate(findings);
  const files = await readTemplateFiles(folder);
  return { template, overlays, files, integrity: integrityOf(files) };
}

/** What a package holds. Who signed it is for the caller to judge. */
export async function loadPackage({ files, signature }: PackageFile): Promise<LoadedTemplate> {
  const loaded = await withFolderOf(files, loadFolder);
  return { ...loaded, ...(signature ? { signature } : {}) };
}

/**
 * The template of a folder and those that it stands on, as far as they stand beside it: `../<key>`. Which are still
 * missing is found when they are composed.
 */
export async function loadWithDependencies(
  folder: string,
): Promise<readonly [LoadedTemplate, ...LoadedTemplate[]]> {
  const main = await loadFolder(folder);
  const below = new Map<string, LoadedTemplate>();
  const open = dependenciesOf(main);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const beside = join(dirname(folder), key);
    if (below.has(key) || key === main.template.manifest.key || !(await isTemplateFolder(beside))) continue;
    const one = await loadFolder(beside);
    below.set(key, one);
    open.push(...dependenciesOf(one));
  }
  return [main, ...below.values()];
}

function dependenciesOf({ template }: LoadedTemplate): string[] {
  return (template.manifest.dependencies ?? []).map(({ key }) => key);
}

/** A template that was made otherwise than by reading files; its files are written from what it says. */
export function loadedOf(template: TemplatePackage): LoadedTemplate {
  const contents: readonly (readonly [string, unknown])[] = [
    [MANIFEST_FILE, template.manifest],
    ...template.definitions.map((each) => [definitionFile(each), each] as const),
    ...template.seeds.map(({ file, content }) => [`seed/${file}`, content] as const),
    ...template.scenarios.map((each) => [`${SCENARIO_FOLDER}/${each.key}.scenario.json`, each] as const),
  ];
  const files = new Map(
    contents
      .map(([path, content]) => [path, Buffer.from(canonicalJson(content), 'utf8')] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return { template, overlays: [], files, integrity: integrityOf(files) };
}

async function isTemplateFolder(folder: string): Promise<boolean> {
  return readFile(join(folder, 'template.json')).then(
    () => true,
    () => false,
  );
}

/** Findings of files as a refusal: each pointer begins with the file. */
export function notATemplate(findings: readonly TemplateFinding[]): Refusal {
  return new Refusal(
    422,
    'not_a_template',
    findings.map(({ file, ...found }) => ({ ...found, path: `/${file}${found.path}` })),
  );
}

const OVERLAYS = 'overlays';

async function readOverlays(folder: string, findings: TemplateFinding[]): Promise<readonly OverlayFile[]> {
  const names = await readdir(join(folder, OVERLAYS)).catch((): string[] => []);
  const read = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readOverlay(folder, `${OVERLAYS}/${name}`, findings)),
  );
  return read.flatMap((overlay) => overlay ?? []);
}

async function readOverlay(
  folder: string,
  file: string,
  findings: TemplateFinding[],
): Promise<OverlayFile | undefined> {
  const content = await jsonIn(folder, file, findings);
  if (content === undefined) return undefined;
  const checked = checkTemplateFile(content);
  const issues = checked.ok ? othersThanOverlay(checked.value, file) : checked.error;
  findings.push(...issues.map((found) => ({ ...found, file })));
  return checked.ok && issues.length === 0 ? (checked.value as OverlayFile) : undefined;
}

function othersThanOverlay(content: { readonly kind: string }, file: string) {
  if (content.kind !== 'overlay')
    return [issue('unknown_kind', '/kind', { kind: content.kind, known: ['overlay'] })];
  const { key } = (content as OverlayFile).target;
  return overlayFile(content as OverlayFile) === file
    ? []
    : [issue('file_name_differs', '/target', { key, file })];
}

async function jsonIn(folder: string, file: string, findings: TemplateFinding[]): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    findings.push({ ...issue('malformed_json', '', { file, reason }), file });
    return undefined;
  }
}
