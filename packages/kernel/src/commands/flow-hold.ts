import type { FlowHold } from '../records/index.js';
import type { Moment } from './moment.js';

/** What flows say about the record of the command: whether one runs on it, and which states only flows set. */
export function flowHold(moment: Moment, inTask = false): FlowHold {
  return {
    running: moment.facts.instance !== undefined,
    reserved: moment.release.reservedStates.get(moment.model.key),
    inTask,
  };
}
