import type { WebhookCall } from '@dougong/kernel/commands';
import type { RowSet } from './fragment.js';
import { OUTBOX_COLUMNS } from './outbox-columns.js';

/** Calls that an instance waits for: rows of the outbox that are written anew for every try, always under one key. */

/** The topic of calls whose end is reported to a flow. */
export const FLOW_CALL = 'flow_call';

/** The same visit of a node asks again under the same key: after a failed try, or when somebody has it tried again. */
const ASK_ANEW =
  `ON CONFLICT (key) DO UPDATE SET state = 'waiting', payload = EXCLUDED.payload, next_at = EXCLUDED.next_at, ` +
  'attempts = 0, delivered_at = NULL, last_error = NULL';

/** The rows that ask for the calls of flows. */
export function flowCallRows(
  calls: readonly WebhookCall[],
  { at }: { readonly at: string },
  ids: () => string,
): RowSet {
  const latest = new Map(
    calls.filter(({ instanceId }) => instanceId !== undefined).map((call) => [call.key, call]),
  );
  const rows = [...latest.values()].map((call) => ({
    id: ids(),
    topic: FLOW_CALL,
    key: call.key,
    payload: { ...callPayload(call), instanceId: call.instanceId, form: call.form, recordId: call.recordId },
    next_at: call.notBefore ?? at,
    created_at: at,
  }));
  return {
    name: 'ask_flow_calls',
    table: 'core.outbox',
    columns: OUTBOX_COLUMNS,
    rows,
    onConflict: ASK_ANEW,
  };
}

/** What a receiver is sent. */
export function callPayload({
  endpoint,
  rule,
  form,
  recordId,
  payload,
}: WebhookCall): Record<string, unknown> {
  return {
    endpoint,
    type: `rule.${rule}.v1`,
    ...(recordId === undefined ? {} : { subject: `${form}/${recordId}` }),
    data: payload,
  };
}
