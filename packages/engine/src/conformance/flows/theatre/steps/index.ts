import { instanceSteps } from './instance-steps.js';
import type { StepPart } from './step-part.js';
import { taskSteps } from './task-steps.js';
import { worldSteps } from './world-steps.js';

/** Everything that a case can ask for, by its `do`; `check` and `race` are the player's own. */
export const STEPS: Readonly<Record<string, StepPart>> = { ...taskSteps, ...instanceSteps, ...worldSteps };
