import { pointer } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { ScenarioExpectations, ScenarioFile, ScenarioStep } from '@dougong/kernel/metadata';
import { doneDeed, judgeRefusal, refusedDeed, stepInstant } from '@dougong/kernel/templates';
import type { ToldRefusal } from '@dougong/kernel/templates';
import { DEEDS } from './deeds/index.js';
import type { DeedOutcome } from './deeds/index.js';
import { judgeExpectations } from './expectations/index.js';
import { isRefusal } from './scenario-stage.js';
import type { ScenarioStage, StageAnswer } from './scenario-stage.js';

/** A step that went otherwise than it should leaves a state that the next ones do not speak of: the scenario ends there. */
interface StepOutcome {
  readonly failures: readonly Issue[];
  readonly isOver: boolean;
}

/** Plays the steps in order and tells everything that is not as it should be. */
export async function playScenario(scenario: ScenarioFile, stage: ScenarioStage): Promise<readonly Issue[]> {
  const failures: Issue[] = [];
  await stage.moveTo(new Date(scenario.start).toISOString());
  for (const [at, step] of scenario.steps.entries()) {
    const outcome = await playStep(step, stage, pointer('/steps', at));
    failures.push(
      ...outcome.failures.map((found) => ({ ...found, params: { ...found.params, step: at + 1 } })),
    );
    if (outcome.isOver) break;
  }
  return failures;
}

async function playStep(step: ScenarioStep, stage: ScenarioStage, at: string): Promise<StepOutcome> {
  await stage.moveTo(stepInstant(stage.clock.read(), step.at));
  const { expect = {}, ...told } = step;
  const place = step.record === undefined ? undefined : await stage.placeOf(step.record);
  const { value, issues } = await stage.resolve(told, at);
  if (issues.length > 0) return { failures: issues, isOver: true };
  const ready = { step: value, ...(place ? { place } : {}) };
  const outcome = await DEEDS[step.do].run(ready, stage);
  const wrong = judgeDeed(outcome, expect, at);
  if (outcome.record && step.as !== undefined) stage.call(step.as, outcome.record);
  await stage.work();
  if (wrong.isOver) return wrong;
  const others = await judgeExpectations(expect, stage, `${at}/expect`);
  return { failures: [...wrong.failures, ...others], isOver: false };
}

function judgeDeed({ answer }: DeedOutcome, { refused }: ScenarioExpectations, at: string): StepOutcome {
  const isRefused = answer !== undefined && isRefusal(answer);
  if (refused === undefined)
    return isRefused
      ? { failures: [refusedDeed(toldRefusal(answer), at)], isOver: true }
      : { failures: [], isOver: false };
  const place = `${at}/expect/refused`;
  if (!isRefused) return { failures: [doneDeed(refused, place)], isOver: true };
  return { failures: judgeRefusal(refused, toldRefusal(answer), place), isOver: false };
}

function toldRefusal({ status, body }: StageAnswer): ToldRefusal {
  const { code = '', errors = [] } = body as Partial<Pick<ToldRefusal, 'code' | 'errors'>>;
  return { status, code, errors };
}
