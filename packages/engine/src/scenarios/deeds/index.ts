import type { ScenarioDeed } from '@dougong/kernel/metadata';
import { actDeed } from './act.deed.js';
import { answerDeed } from './answer.deed.js';
import { changeDeed } from './change.deed.js';
import { createDeed } from './create.deed.js';
import type { DeedPart } from './deed.js';
import { deleteDeed } from './delete.deed.js';
import { findDeed } from './find.deed.js';
import { flowDeed } from './flow.deed.js';
import { waitDeed } from './wait.deed.js';

export type { DeedOutcome, DeedPart, ReadyStep } from './deed.js';

/** Everything that a step can do, one line each. */
export const DEEDS: Readonly<Record<ScenarioDeed, DeedPart>> = {
  create: createDeed,
  change: changeDeed,
  delete: deleteDeed,
  act: actDeed,
  answer: answerDeed,
  flow: flowDeed,
  find: findDeed,
  wait: waitDeed,
};
