import type { TrialDeed } from '@dougong/kernel/metadata';
import type { Deed } from './deed.js';
import { flowDeeds } from './flow-deeds.js';
import { taskDeeds } from './task-deeds.js';
import { timeDeeds } from './time-deeds.js';

/** Everything that a trial can do, by the `do` of its steps. */
export const TRIAL_DEEDS: Readonly<Record<TrialDeed, Deed>> = { ...taskDeeds, ...flowDeeds, ...timeDeeds };
