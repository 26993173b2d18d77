import type { ScenarioDeed, ScenarioStep } from '@dougong/kernel/metadata';
import type { RecordPlace, ScenarioStage, StageAnswer } from '../scenario-stage.js';

/** What came of a deed: the answer of the engine, and the record that a handle of the step stands for. */
export interface DeedOutcome {
  readonly answer?: StageAnswer;
  readonly record?: RecordPlace;
}

/** A step whose names have been resolved, and where its record is. */
export interface ReadyStep {
  readonly step: ScenarioStep;
  readonly place?: RecordPlace;
}

/** A thing that a step of a scenario can do. */
export interface DeedPart {
  readonly kind: ScenarioDeed;
  run(ready: ReadyStep, stage: ScenarioStage): Promise<DeedOutcome>;
}

/** The path of the record that the deed is about. */
export function pathOf({ place }: ReadyStep): string {
  if (!place) throw new Error('the step was checked to have a record');
  return `/forms/${place.form}/records/${place.id}`;
}
