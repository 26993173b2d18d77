import type { FlowHold } from '../records/index.js';
import type { Moment } from './moment.js';

/**
 * What flows say about the record of the command: whether one holds it, and which states only flows set. A document that
 * came back to its starter is his to correct until he sends it again.
 */
export function flowHold(moment: Moment, inTask = false): FlowHold {
  const { instance } = moment.facts;
  return {
    running: instance !== undefined && instance.state.status !== 'returned',
    reserved: moment.release.reservedStates.get(moment.model.key),
    inTask,
  };
}
