import { dirname, join } from 'node:path';
import { composeTemplates } from '@dougong/kernel/templates';
import type { ComposedTemplates, TemplateLayer } from '@dougong/kernel/templates';
import { PLATFORM_VERSION } from '../platform-version.js';
import type { TemplateFinding, TemplatePackage } from '../releases/read-template.js';
import { readFolder } from './load-template.js';
import type { ReadFolder } from './load-template.js';

/** A template that could be read, with its overlays. */
export type ReadyFolder = ReadFolder & { readonly template: TemplatePackage };

/** The template of a folder and those beside it that it stands on. */
export interface ComposedFolder {
  readonly main: ReadFolder;
  readonly below: readonly ReadyFolder[];
  /** What they are together; absent where the template itself could not be read. */
  readonly composed?: ComposedTemplates;
  /** What could not be read and what does not fit together, each with its file as seen from the folder. */
  readonly findings: readonly TemplateFinding[];
}

/** Reads the template of a folder and puts it on top of those that it stands on, which lie beside it as `../<key>`. */
export async function composeFolder(folder: string): Promise<ComposedFolder> {
  const main = await readFolder(folder);
  const { template, findings } = main;
  if (!template) return { main, below: [], findings };
  const below = await foldersBelow(folder, main);
  const layers = [{ ...main, template }, ...below].map(layerOf);
  const composed = composeTemplates(layers, PLATFORM_VERSION);
  const { key } = template.manifest;
  const unfit = composed.issues.map(({ template: owner, ...found }) => ({
    ...found,
    file: fileSeenFrom(key, owner, found.file),
  }));
  return { main, below, composed, findings: [...findings, ...unfit] };
}

/** The file of a template as it is seen from the folder of another one beside it. */
export function fileSeenFrom(key: string, owner: string | undefined, file: string): string {
  return owner === key ? file : `../${owner}/${file}`;
}

/** What composing needs of a folder; the defaults answer its parameters. */
export function layerOf({ template, overlays }: ReadyFolder): TemplateLayer {
  const { manifest, definitions, seeds } = template;
  return { manifest, definitions, seeds, overlays, answers: {} };
}

/** Templates that cannot be read are missing when they are composed, which says so. */
async function foldersBelow(folder: string, main: ReadFolder): Promise<readonly ReadyFolder[]> {
  const found = new Map<string, ReadyFolder>();
  const open = (main.template?.manifest.dependencies ?? []).map(({ key }) => key);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    const read = await readFolder(join(dirname(folder), key));
    const { template } = read;
    if (!template) continue;
    found.set(key, { ...read, template });
    open.push(...(template.manifest.dependencies ?? []).map((each) => each.key));
  }
  return [...found.values()];
}
