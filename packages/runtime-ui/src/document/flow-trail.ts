import type { FlowEvent } from '@dougong/ui/api';
import type { StepState } from '@dougong/ui/shell';

/** What happened in a flow, as far as people ask about it. */

/** Steps of the engine between the acts of people; whoever wants to know unfolds them. */
const QUIET_KINDS: ReadonlySet<string> = new Set([
  'task_opened',
  'node_closed',
  'condition_taken',
  'lines_taken',
  'call_made',
]);

/** A node that closed in one of these ways was closed by nobody's answer. */
const TELLING_OUTCOMES: ReadonlySet<unknown> = new Set([
  'auto_approved',
  'auto_rejected',
  'timed_out',
  'skipped',
]);

const BACKWARD_KINDS: ReadonlySet<string> = new Set([
  'rejected',
  'returned',
  'recalled',
  'revoked',
  'taken_back',
  'cancelled',
  'call_failed',
  'suspended',
]);

/** Whether the event is one of the story, and not a step of the engine. */
export function isTelling({ kind, payload }: FlowEvent): boolean {
  return !QUIET_KINDS.has(kind) || (kind === 'node_closed' && TELLING_OUTCOMES.has(payload?.['outcome']));
}

/** How the mark of the event looks: forward, or back. */
export function eventState({ kind, payload }: FlowEvent): StepState {
  return BACKWARD_KINDS.has(kind) || payload?.['outcome'] === 'auto_rejected' ? 'returned' : 'done';
}

/** A text that stands in the payload of an event: a comment, the reason of an administrator. */
export function noteOf({ payload }: FlowEvent): string | undefined {
  const note = payload?.['comment'] ?? payload?.['reason'];
  return typeof note === 'string' && note !== '' ? note : undefined;
}

/** For whom the actor has stood in. */
export function standsInFor({ kind, payload }: FlowEvent): string | undefined {
  const principal = kind === 'opinion' ? undefined : payload?.['for'];
  return typeof principal === 'string' ? principal : undefined;
}
