import type { Effects, TimerWrite } from '@dougong/kernel/commands';
import { openTimers } from '@dougong/kernel/flows';
import type { Parameters } from '../database/sql-text.js';
import type { Column } from '../records/record-table.js';
import { insertFragment } from './fragment.js';
import type { Fragment } from './fragment.js';

/** Timers of flows as rows: the state of the instance says which of them are wanted, the rows say when to look. */

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'uuid' },
  { name: 'kind', type: 'text' },
  { name: 'due_at', type: 'timestamptz' },
  { name: 'payload', type: 'jsonb' },
  { name: 'instance_id', type: 'uuid' },
];

/** One that is set anew begins with a clean sheet. */
const SET_ANEW =
  'ON CONFLICT (id) DO UPDATE SET due_at = EXCLUDED.due_at, payload = EXCLUDED.payload, ' +
  'attempts = 0, failed_at = NULL, last_error = NULL, leased_until = NULL';

/** Makes the CTEs that set and drop timers; one that was set and dropped within one command leaves no trace. */
export function timerFragments(commands: readonly Effects[], parameters: Parameters): Fragment[] {
  const instances = commands.flatMap((effects) => effects.instances);
  const wanted = new Set(instances.flatMap(({ state }) => openTimers(state).map(({ id }) => id)));
  const dropped = commands.flatMap(({ timersDropped }) => timersDropped).filter((id) => !wanted.has(id));
  const latest = new Map(commands.flatMap(({ timersSet }) => timersSet).map((timer) => [timer.id, timer]));
  const rows = [...latest.values()].filter(({ id }) => wanted.has(id)).map(timerRow);
  const set = { name: 'set_flow_timers', table: 'core.timer', columns: COLUMNS, rows, onConflict: SET_ANEW };
  return [...insertFragment(set, parameters), ...dropTimers(dropped, parameters)];
}

function timerRow({ id, instanceId, nodeId, visit, kind, dueAt }: TimerWrite): Record<string, unknown> {
  const payload = { timerId: id, nodeId, visit, kind };
  return { id, kind: 'flow', due_at: dueAt, payload, instance_id: instanceId };
}

function dropTimers(ids: readonly string[], parameters: Parameters): Fragment[] {
  if (ids.length === 0) return [];
  const sql = `DELETE FROM core.timer WHERE id = ANY(${parameters.add(ids)}::uuid[])`;
  return [{ name: 'drop_flow_timers', sql }];
}
