import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { nodeAt, openWork, planFlow } from '@dougong/kernel/flows';
import type { CompiledFlow, FlowState, PlannedNode } from '@dougong/kernel/flows';
import type { Clock, Localized } from '@dougong/kernel/foundation';
import { businessDay } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { CLOCK } from '../ports.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { conditionInput, VisibleRecords } from '../records/visible-record.js';
import type { RecordAddress, VisibleRecord } from '../records/visible-record.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { eventWords } from './event-words.js';
import { reasonsOf, withoutValues } from './plan-reasons.js';
import type { NodeReason } from './plan-reasons.js';

export interface FlowNodeView {
  readonly id: string;
  readonly type: string;
  readonly title: Localized;
  readonly state: PlannedNode['state'];
  /** Done: who answered. Active: who is asked. Planned: who will be asked. */
  readonly people: readonly string[];
  readonly at?: string;
  readonly due?: string;
  readonly outcome?: string;
  readonly visits: number;
  readonly stuck?: string;
  /** Planned: why the flow will get there. Skipped: why it passes by. */
  readonly why?: NodeReason;
}

export interface FlowEventView {
  readonly seq: number;
  readonly kind: string;
  readonly nodeId: string | null;
  readonly actor: string | null;
  readonly at: string;
  readonly payload: Readonly<Record<string, unknown>> | null;
  /** What happened, as people read it. */
  readonly words: Localized;
}

export interface FlowInstanceView {
  readonly id: string;
  readonly flow: { readonly key: string; readonly title: Localized; readonly release: number };
  readonly status: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Why it was cancelled, or stands still. */
  readonly reason?: string;
  /** The instance that started it beside itself. */
  readonly parent?: { readonly instance: string; readonly node: string };
  readonly nodes: readonly FlowNodeView[];
  readonly events: readonly FlowEventView[];
}

export interface RecordFlow {
  readonly instances: readonly FlowInstanceView[];
  readonly users: UserNames;
}

interface InstanceRow {
  readonly id: string;
  readonly release: number;
  readonly flow_key: string;
  readonly status: string;
  readonly starter: string;
  readonly state: FlowState;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly parent_id: string | null;
  readonly parent_node: string | null;
  readonly [column: string]: unknown;
}

type EventRow = Omit<FlowEventView, 'words'> & {
  readonly instance: string;
  readonly [column: string]: unknown;
};

const INSTANCES_MAX = 20;

const INSTANCES = `
  SELECT id, release, flow_key, status, starter, state, started_at, ended_at, parent_id, parent_node
    FROM core.flow_instance
   WHERE form = $1 AND record_id = $2 ORDER BY started_at DESC, id DESC LIMIT ${INSTANCES_MAX}`;

const EVENTS = `
  SELECT e.instance_id AS instance, e.seq, e.kind, e.node_id AS "nodeId", e.actor, e.at, e.payload
    FROM core.flow_event e
   WHERE e.instance_id IN (SELECT id FROM core.flow_instance WHERE form = $1 AND record_id = $2)
   ORDER BY e.instance_id, e.seq`;

/** How a record moves through its flows: what happened, who is asked now, and what will follow. */
@Injectable()
export class RecordFlows {
  constructor(
    private readonly visible: VisibleRecords,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  flow(address: RecordAddress): Promise<RecordFlow> {
    return this.visible.with(address, (seen, session) => this.flowOf(seen, session));
  }

  private async flowOf(seen: VisibleRecord, session: SqlSession): Promise<RecordFlow> {
    const values = [seen.model.key, seen.record.id];
    const [{ rows: instances }, { rows: events }] = await Promise.all([
      session.prepared<InstanceRow>(statementName(INSTANCES), INSTANCES, values),
      session.prepared<EventRow>(statementName(EVENTS), EVENTS, values),
    ]);
    const views: FlowInstanceView[] = [];
    for (const instance of instances) {
      const pinned = await this.releases.load(instance.release);
      const flow = flowIn(pinned, instance);
      const own = events
        .filter((event) => event.instance === instance.id)
        .map((event) => eventView(seen, flow, event));
      views.push(this.instanceView(seen, flow, instance, own));
    }
    return { instances: views, users: userNames(seen.people, peopleIn(views)) };
  }

  private instanceView(
    seen: VisibleRecord,
    flow: CompiledFlow,
    row: InstanceRow,
    events: readonly FlowEventView[],
  ): FlowInstanceView {
    const { reason } = row.state;
    return {
      id: row.id,
      flow: { key: flow.key, title: flow.definition.title, release: row.release },
      status: row.status,
      startedBy: row.starter,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      ...(reason === undefined ? {} : { reason }),
      ...(row.parent_id === null ? {} : { parent: { instance: row.parent_id, node: row.parent_node ?? '' } }),
      nodes: this.nodes(seen, flow, row.state, events).map((node) =>
        node.id === flow.start.id ? begun(node, row) : node,
      ),
      events,
    };
  }

  private nodes(
    seen: VisibleRecord,
    flow: CompiledFlow,
    state: FlowState,
    events: readonly FlowEventView[],
  ): readonly FlowNodeView[] {
    const now = this.clock();
    const input = conditionInput(seen, now, businessDay(now));
    const plan = planFlow(flow, state, { input, people: seen.people });
    const reasons = reasonsOf(flow, plan, events);
    return plan.map((node) => {
      const view = nodeView(flow, state, node, events);
      const why = reasons.get(node.nodeId);
      return why === undefined ? view : { ...view, why: seen.hidden.size === 0 ? why : withoutValues(why) };
    });
  }
}

/** Values that a condition has looked at stay unseen by those from whom fields are hidden. */
function eventView(
  { hidden, people }: VisibleRecord,
  flow: CompiledFlow,
  { seq, kind, nodeId, actor, at, payload: stored }: EventRow,
): FlowEventView {
  const isShown = kind !== 'condition_taken' || hidden.size === 0;
  const payload = isShown ? stored : null;
  const nodeTitle = (path: string) => nodeAt(flow, path)?.definition.title;
  const names = {
    node: nodeId === null ? undefined : nodeTitle(nodeId),
    nameOf: (user: string) => people.nameOf(user),
    nodeTitle,
  };
  return { seq, kind, nodeId, actor, at, payload, words: eventWords({ kind, payload }, names) };
}

function flowIn(pinned: CompiledRelease, { release, flow_key }: InstanceRow): CompiledFlow {
  const flow = pinned.flows.get(flow_key);
  if (!flow) throw new Error(`release ${release} has no flow ${flow_key}`);
  return flow;
}

function nodeView(
  flow: CompiledFlow,
  state: FlowState,
  node: PlannedNode,
  events: readonly FlowEventView[],
): FlowNodeView {
  const own = events.filter((event) => event.nodeId === node.nodeId);
  const closed = own.filter((event) => event.kind === 'node_closed').at(-1);
  const at =
    node.state === 'active' ? own.filter((event) => event.kind === 'task_opened').at(-1)?.at : closed?.at;
  const due = openWork(state).find((item) => item.nodeId === node.nodeId)?.dueAt;
  const outcome = node.state === 'done' ? closed?.payload?.['outcome'] : undefined;
  return {
    id: node.nodeId,
    type: node.type,
    title: flow.nodes.get(node.nodeId)?.definition.title ?? flow.definition.title,
    state: node.state,
    people: node.state === 'done' ? answered(own) : node.people,
    visits: node.visits,
    ...(at === undefined ? {} : { at }),
    ...(due === undefined ? {} : { due }),
    ...(typeof outcome === 'string' ? { outcome } : {}),
    ...(node.stuck === undefined ? {} : { stuck: node.stuck }),
  };
}

/** The start closes without an event of its own. */
function begun(node: FlowNodeView, { starter, started_at }: InstanceRow): FlowNodeView {
  return { ...node, people: [starter], at: started_at };
}

function answered(events: readonly FlowEventView[]): readonly string[] {
  return [...new Set(events.flatMap(({ actor }) => (actor === null ? [] : [actor])))];
}

function peopleIn(views: readonly FlowInstanceView[]): readonly unknown[] {
  return views.flatMap(({ startedBy, nodes, events }) => [
    startedBy,
    ...nodes.flatMap(({ people }) => people),
    ...events.flatMap(({ actor, payload }) => [actor, ...NAMING.flatMap((name) => listOf(payload?.[name]))]),
  ]);
}

/** Members of payloads that name users, one or several. */
const NAMING = ['assignee', 'for', 'from', 'to', 'user', 'users', 'mentions'];

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
