import type { Issue } from '@dougong/kernel/foundation';
import type { ScenarioExpectations } from '@dougong/kernel/metadata';
import type { ScenarioStage } from '../scenario-stage.js';

/** What is looked at after a step; the refusal of the step itself is judged before. */
export type ExpectationKind = Exclude<keyof ScenarioExpectations, 'refused'>;

export type Expected<K extends ExpectationKind> = NonNullable<ScenarioExpectations[K]>[number];

/** One thing that a scenario can expect: looks, and says what differs. */
export interface ExpectationPart<K extends ExpectationKind> {
  readonly kind: K;
  /** @param at pointer to the expectation in the file of the scenario. */
  judge(expected: Expected<K>, stage: ScenarioStage, at: string): Promise<readonly Issue[]>;
}
