import type { Choices } from './flow-command.js';
import type { FlowItem, FlowState } from './flow-state.js';

interface Given {
  readonly chosen?: Choices | undefined;
  readonly item?: FlowItem | undefined;
  readonly before?: string | undefined;
}

/** The state of a flow that begins. */
export function beginning(starter: string, { chosen, item, before }: Given): FlowState {
  return {
    format: 2,
    status: 'running',
    starter,
    tokens: [],
    work: [],
    visits: {},
    ...(chosen === undefined ? {} : { chosen }),
    ...(item === undefined ? {} : { item }),
    ...(before === undefined ? {} : { before }),
    tokenSeq: 0,
    eventSeq: 0,
  };
}
