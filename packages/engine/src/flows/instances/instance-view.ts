import type { CompiledRelease } from '@dougong/kernel/commands';
import { allTokens, nodeAt, openTimers, openWork } from '@dougong/kernel/flows';
import type { CompiledFlow, FlowState } from '@dougong/kernel/flows';
import type { Language, Localized } from '@dougong/kernel/foundation';
import { sentence } from '../../http/sentences/index.js';
import type { DirectorySnapshot } from '../../people/directory.js';
import type { RecordDigest } from '../../records/record-digest.js';
import { stuckCause } from './stuck-cause.js';
import type { InstanceWire } from './instance.wire.js';

/** An instance as it is stored. */
export interface InstanceRow extends Record<string, unknown> {
  readonly id: string;
  readonly release: number;
  readonly flow: string;
  readonly form: string;
  readonly recordId: string;
  readonly status: InstanceWire['status'];
  readonly starter: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly state: FlowState;
  readonly parentId: string | null;
  readonly parentNode: string | null;
  readonly trouble: string | null;
}

export interface ViewedBy {
  readonly people: DirectorySnapshot;
  readonly language: Language;
}

/** The instance as its administrator sees it; what its record is called is told as far as he may see it. */
export function instanceView(
  row: InstanceRow,
  pinned: CompiledRelease,
  digest: RecordDigest | undefined,
  viewed: ViewedBy,
): InstanceWire {
  const flow = pinned.flows.get(row.flow);
  const { state, status, parentId, parentNode } = row;
  const isOpen = row.endedAt === null;
  const nodes = isOpen ? [...new Set(allTokens(state).map(({ nodeId }) => nodeId))] : [];
  return {
    id: row.id,
    flow: { key: row.flow, title: flow?.definition.title ?? plain(row.flow), release: row.release },
    form: row.form,
    record: { id: row.recordId, code: digest?.code ?? null, title: digest?.title ?? null },
    status,
    ...(status === 'cancelled' && state.reason !== undefined ? { reason: state.reason } : {}),
    ...(isOpen ? stuckOf(row, flow, viewed) : {}),
    startedBy: row.starter,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    ...(parentId === null ? {} : { parent: { instance: parentId, node: parentNode ?? '' } }),
    nodes: nodes.map((id) => titled(flow, id)),
    open: openWork(state).map((item) => openTask(item, viewed)),
    timers: openTimers(state).map(({ nodeId, kind, dueAt }) => ({ node: nodeId, kind, dueAt })),
  };
}

type Work = ReturnType<typeof openWork>[number];

function openTask(
  { nodeId, assignee, openedAt, dueAt, ...item }: Work,
  { people }: ViewedBy,
): InstanceWire['open'][number] {
  return {
    node: nodeId,
    assignee,
    ...(item.for === undefined ? {} : { for: item.for }),
    ...(item.helps === undefined ? {} : { helps: item.helps }),
    openedAt,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(people.isActive(assignee) ? {} : { inactive: true }),
  };
}

function stuckOf(
  { state, trouble }: InstanceRow,
  flow: CompiledFlow | undefined,
  { people, language }: ViewedBy,
): Pick<InstanceWire, 'stuck'> {
  const cause = stuckCause(state, (user) => people.isActive(user));
  if (!cause) return {};
  const nodes = cause.nodes.map((id) => titled(flow, id));
  const params = {
    nodes: nodes.map(({ title }) => title),
    people: cause.people.map((id) => people.nameOf(id) ?? id),
  };
  const detail = sentence(cause.code, params, language);
  const isFailure = state.status === 'suspended' && state.reason === 'action_failed' && trouble !== null;
  return { stuck: { code: cause.code, detail, nodes, ...(isFailure ? { trouble } : {}) } };
}

function titled(flow: CompiledFlow | undefined, id: string): { id: string; title: Localized } {
  const node = flow && nodeAt(flow, id);
  return { id, title: node?.definition.title ?? plain(id) };
}

function plain(text: string): Localized {
  return { 'zh-CN': text, en: text };
}
