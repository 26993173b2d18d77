import type { FlowEvent } from './flow-command.js';

/** The nodes closed so far as `node=outcome`, in order, read from the trail. */
export function traceOf(
  events: readonly Pick<FlowEvent, 'kind' | 'nodeId' | 'payload'>[],
): readonly string[] {
  return events
    .filter((event) => event.kind === 'node_closed')
    .map((event) => `${event.nodeId ?? ''}=${String(event.payload?.['outcome'])}`);
}
