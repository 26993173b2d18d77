import type { ReleaseFinding } from '@dougong/kernel/commands';
import { DEFINITION_FOLDERS, SCENARIO_FOLDER } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';
import { checkScenario, checkSeeds } from '@dougong/kernel/templates';
import type { TemplateGround } from '@dougong/kernel/templates';
import { checkForPublish } from './check-for-publish.js';
import { readTemplate } from './read-template.js';
import type { TemplateFinding, TemplatePackage } from './read-template.js';

/**
 * Everything that is wrong with a template: files that cannot be read, and what the others say among each other, as far
 * as that does not hang on the unread ones.
 */
export async function checkTemplate(folder: string): Promise<readonly TemplateFinding[]> {
  const { findings, definitions, unread, ...files } = await readTemplate(folder);
  const { findings: found, models } = checkForPublish(1, definitions, unread);
  return [
    ...findings,
    ...found.map((each) => ({ ...each, file: fileOf(each) })),
    ...checkFiles(definitions, files, models),
  ];
}

/** What seeds and scenarios name that the definitions do not have, or that does not fit them. */
export function checkFiles(
  definitions: readonly Definition[],
  { seeds, scenarios }: Pick<TemplatePackage, 'seeds' | 'scenarios'>,
  models: TemplateGround['models'],
): readonly TemplateFinding[] {
  const ground = { definitions, models, seeds };
  const ofSeeds = checkSeeds(ground).map((found) => ({ ...found, file: `seed/${found.file}` }));
  const ofScenarios = scenarios.flatMap((scenario) => {
    const file = `${SCENARIO_FOLDER}/${scenario.key}.scenario.json`;
    return checkScenario(scenario, ground).map((found) => ({ ...found, file }));
  });
  return [...ofSeeds, ...ofScenarios];
}

function fileOf({ definition }: ReleaseFinding): string {
  return `${DEFINITION_FOLDERS[definition.kind]}/${definition.key}.${definition.kind}.json`;
}
