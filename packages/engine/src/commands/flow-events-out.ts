import type { Effects } from '@dougong/kernel/commands';
import { listensTo } from '../channels/listening.js';
import type { CommandOrigin } from './write-plan.js';
import type { RowSet } from './fragment.js';
import { OUTBOX_COLUMNS } from './outbox-columns.js';

/** Only what somebody listens to is sent: a flow says more than most want to hear. */
const WANTED = `EXISTS (SELECT FROM core.webhook_endpoint e WHERE ${listensTo('x.payload')})`;

/**
 * What happens in flows, for outside systems: `flow.<what>.v1` for each entry of the trail. They learn where to look and
 * who did it; what was said or decided on they ask for with their own rights.
 */
export function flowEventsOut(effects: Effects, origin: CommandOrigin, ids: () => string): RowSet {
  const instances = new Map(effects.instances.map((instance) => [instance.id, instance]));
  const rows = effects.flowEvents.flatMap(({ instanceId, seq, kind, nodeId, actor }) => {
    const instance = instances.get(instanceId);
    if (!instance) return [];
    const { flow, form, recordId } = instance;
    const data = { flow, form, recordId, instance: instanceId, seq, node: nodeId, actor };
    return {
      id: ids(),
      topic: 'event',
      key: `flow/${instanceId}/${seq}`,
      payload: { type: `flow.${kind}.v1`, subject: `${form}/${recordId}`, data },
      next_at: origin.at,
      created_at: origin.at,
    };
  });
  return { name: 'send_flow_events', table: 'core.outbox', columns: OUTBOX_COLUMNS, rows, where: WANTED };
}
