import type { Definition } from '@dougong/kernel/metadata';
import { definitionFile } from '@dougong/kernel/templates';
import type { TemplateLayer } from '@dougong/kernel/templates';
import { checkForPublish } from '../releases/check-for-publish.js';
import { checkFiles, checkTemplate } from '../releases/check-template.js';
import type { TemplateFinding } from '../releases/read-template.js';
import { composeFolder, fileSeenFrom, layerOf } from './compose-folder.js';
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
  const { below, composed, findings } = await composeFolder(folder);
  if (!composed || composed.issues.length > 0) return findings;
  const { definitions, owners } = composed;
  const checked = checkForPublish(1, definitions);
  const ofDefinitions = checked.findings.map((found) => {
    const { kind, key: name } = found.definition;
    const owner = owners.get(`${kind}/${name}`);
    return { ...found, file: fileSeenFrom(key, owner, definitionFile({ kind, key: name })) };
  });
  const told = [...read.findings, ...ofDefinitions];
  // Values that answers to parameters fill in are judged when they are known.
  return parameters.length > 0
    ? told
    : [...told, ...ownFiles(template, below.map(layerOf), definitions, checked.models)];
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
