import { dirname, join } from 'node:path';
import { DEFINITION_FOLDERS } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';
import { composeTemplates } from '@dougong/kernel/templates';
import type { TemplateLayer } from '@dougong/kernel/templates';
import { PLATFORM_VERSION } from '../platform-version.js';
import { checkForPublish } from '../releases/check-for-publish.js';
import { checkFiles, checkTemplate } from '../releases/check-template.js';
import type { TemplateFinding } from '../releases/read-template.js';
import { readFolder } from './load-template.js';
import type { ReadFolder } from './load-template.js';

/**
 * Everything that is wrong with the template of a folder. One that stands on others is checked together with those beside it
 * (`../<key>`): whether they fit, whether its overlays do, and what all of them say among each other.
 */
export async function checkTemplateFolder(folder: string): Promise<readonly TemplateFinding[]> {
  const read = await readFolder(folder);
  const { template } = read;
  if (!template) return [...(await checkTemplate(folder)), ...read.findings.filter(isOfOverlay)];
  const { dependencies = [], parameters = [], key, platform } = template.manifest;
  if (dependencies.length + parameters.length + read.overlays.length === 0 && platform === undefined)
    return checkTemplate(folder);
  const below = await layersBelow(folder, read);
  const layers = [layerOf(read), ...below];
  const { definitions, issues, owners } = composeTemplates(layers, PLATFORM_VERSION);
  const own = issues.map(({ template: owner, ...found }) => ({
    ...found,
    file: owner === key ? found.file : `../${owner}/${found.file}`,
  }));
  if (own.length > 0) return own;
  const checked = checkForPublish(1, definitions);
  const ofDefinitions = checked.findings.map((found) => {
    const { kind, key: name } = found.definition;
    const owner = owners.get(`${kind}/${name}`);
    const file = `${DEFINITION_FOLDERS[kind]}/${name}.${kind}.json`;
    return { ...found, file: owner === key ? file : `../${owner}/${file}` };
  });
  const told = [...read.findings, ...ofDefinitions];
  // Values that answers to parameters fill in are judged when they are known.
  return parameters.length > 0 ? told : [...told, ...ownFiles(template, below, definitions, checked.models)];
}

/** What is wrong with the seeds and scenarios of a template; those below it lend it their people. */
function ownFiles(
  { seeds, scenarios }: NonNullable<ReadFolder['template']>,
  below: readonly TemplateLayer[],
  definitions: readonly Definition[],
  models: Parameters<typeof checkFiles>[2],
): readonly TemplateFinding[] {
  const lent = below.flatMap((layer) =>
    layer.seeds.map((seed) => ({ ...seed, demo: false, file: `${LENT}${layer.manifest.key}/${seed.file}` })),
  );
  const found = checkFiles(definitions, { seeds: [...seeds, ...lent], scenarios }, models);
  return found.filter(({ file }) => !file.startsWith(`seed/${LENT}`));
}

/** Marks the files of other templates. */
const LENT = '../';

function isOfOverlay({ file }: TemplateFinding): boolean {
  return file.startsWith('overlays/');
}

function layerOf({ template, overlays }: ReadFolder): TemplateLayer {
  const { manifest, definitions, seeds } = template!;
  return { manifest, definitions, seeds, overlays, answers: {} };
}

/** Templates that cannot be read are missing for the check, which says so. */
async function layersBelow(folder: string, main: ReadFolder): Promise<readonly TemplateLayer[]> {
  const found = new Map<string, TemplateLayer>();
  const open = (main.template?.manifest.dependencies ?? []).map(({ key }) => key);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    const read = await readFolder(join(dirname(folder), key));
    if (!read.template) continue;
    found.set(key, layerOf(read));
    open.push(...(read.template.manifest.dependencies ?? []).map((each) => each.key));
  }
  return [...found.values()];
}
