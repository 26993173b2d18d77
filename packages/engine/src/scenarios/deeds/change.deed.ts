import { withLineIds } from '@dougong/kernel/templates';
import { pathOf } from './deed.js';
import type { DeedPart, ReadyStep } from './deed.js';
import type { ScenarioStage } from '../scenario-stage.js';

/** Changes fields and lines of a record, as it is now. */
export const changeDeed: DeedPart = {
  kind: 'change',
  async run(ready, stage) {
    const patch = await patchOf(ready, stage);
    const answer = await stage.ask(
      ready.step.by ?? '',
      'PATCH',
      pathOf(ready),
      patch,
      await versionHeader(ready, stage),
    );
    return { answer };
  },
};

/** The values of a step as a patch: rows by their ids. */
export async function patchOf({ step, place }: ReadyStep, stage: ScenarioStage): Promise<unknown> {
  if (step.values === undefined) return undefined;
  return withLineIds(step.values, place && (await stage.read(place)));
}

/** That the record is meant as it is now. */
export async function versionHeader(
  { place }: ReadyStep,
  stage: ScenarioStage,
): Promise<Readonly<Record<string, string>>> {
  const version = place && (await stage.read(place))?.['version'];
  return typeof version === 'number' ? { 'if-match': `"${version}"` } : {};
}
