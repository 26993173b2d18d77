import { definitionFile } from '@dougong/kernel/templates';
import type { ComposedTemplates } from '@dougong/kernel/templates';
import { checkForPublish } from '../releases/check-for-publish.js';
import { checkFiles, checkTemplate } from '../releases/check-template.js';
import type { TemplateFinding, TemplatePackage } from '../releases/read-template.js';
import { composeFolder, fileSeenFrom } from './compose-folder.js';
import { readFolder } from './load-template.js';

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
  const { composed, findings } = await composeFolder(folder);
  if (!composed || composed.issues.length > 0) return findings;
  const { definitions, owners } = composed;
  const checked = checkForPublish(1, definitions);
  const ofDefinitions = checked.findings.map((found) => {
    const { kind, key: name } = found.definition;
    const owner = owners.get(`${kind}/${name}`);
    return { ...found, file: fileSeenFrom(key, owner, definitionFile({ kind, key: name })) };
  });
  return [...read.findings, ...ofDefinitions, ...ownFiles(template, composed, checked.models)];
}

/**
 * What is wrong with the seeds and scenarios of a template; those below it lend it their people. Seeds have the usual answers to
 * parameters written in, which is what is loaded where nobody answers otherwise.
 */
function ownFiles(
  { manifest: { key }, scenarios }: TemplatePackage,
  { definitions, seeds }: ComposedTemplates,
  models: Parameters<typeof checkFiles>[2],
): readonly TemplateFinding[] {
  const lent = [...seeds]
    .filter(([owner]) => owner !== key)
    .flatMap(([owner, files]) =>
      files.map((seed) => ({ ...seed, demo: false, file: `${LENT}${owner}/${seed.file}` })),
    );
  const found = checkFiles(definitions, { seeds: [...lent, ...(seeds.get(key) ?? [])], scenarios }, models);
  return found.filter(({ file }) => !file.startsWith(`seed/${LENT}`));
}

/** Marks the files of other templates. */
const LENT = '../';

function isOfOverlay({ file }: TemplateFinding): boolean {
  return file.startsWith('overlays/');
}
