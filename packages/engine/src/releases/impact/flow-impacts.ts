import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { sameJson } from '@dougong/kernel/foundation';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { Database } from '../../database/database.js';
import type { Draft } from '../drafts/draft.js';
import type { FlowImpactWire } from './impact.wire.js';

interface CountRow {
  readonly flow: string;
  readonly number: number;
  readonly running: number;
  readonly [column: string]: unknown;
}

interface StandRow {
  readonly flow: string;
  readonly instance: string;
  readonly node: string;
  readonly [column: string]: unknown;
}

const COUNTS = `
  SELECT flow_key AS flow, release AS number, count(*)::integer AS running
    FROM core.flow_instance WHERE ended_at IS NULL AND flow_key = ANY($1)
   GROUP BY flow_key, release ORDER BY flow_key, release`;

/** Where running instances wait for people. */
const STANDS = `
  SELECT DISTINCT i.flow_key AS flow, i.id AS instance, t.node_id AS node
    FROM core.flow_instance i JOIN core.task t ON t.instance_id = i.id AND t.state = 'open' AND t.node_id IS NOT NULL
   WHERE i.ended_at IS NULL AND i.flow_key = ANY($1)`;

/** What becomes of work under way when flows change. */
@Injectable()
export class FlowImpacts {
  constructor(private readonly database: Database) {}

  /** Of each published flow that the drafts change or remove. */
  async read(drafts: readonly Draft[], current: CompiledRelease): Promise<FlowImpactWire[]> {
    const changed = drafts.filter((draft) => isChange(draft, current));
    if (changed.length === 0) return [];
    const keys = changed.map(({ key }) => key);
    const [counts, stands] = await Promise.all([
      this.database.query<CountRow>(COUNTS, [keys]),
      this.database.query<StandRow>(STANDS, [keys]),
    ]);
    return changed.map((draft) => {
      const own = stands.rows.filter(({ flow }) => flow === draft.key);
      return impactOf(draft, current, counts.rows, own);
    });
  }
}

/** A draft of a published flow that says something else. */
function isChange({ kind, key, definition }: Draft, { flows }: CompiledRelease): boolean {
  const published = kind === 'flow' ? flows.get(key)?.definition : undefined;
  return published !== undefined && !sameJson(definition, published);
}

function impactOf(
  { key, definition }: Draft,
  { flows }: CompiledRelease,
  counts: readonly CountRow[],
  stands: readonly StandRow[],
): FlowImpactWire {
  const old = flows.get(key)?.definition;
  const releases = counts
    .filter((row) => row.flow === key)
    .map(({ number, running }) => ({ number, running }));
  const running = releases.reduce((sum, each) => sum + each.running, 0);
  const kept = new Set(((definition as FlowDefinition | null)?.nodes ?? []).map(({ id }) => id));
  const stuck = stands.filter(({ node }) => !kept.has(node));
  return {
    key,
    title: old?.title ?? { 'zh-CN': key, en: key },
    change: definition === null ? 'removed' : 'changed',
    running,
    releases,
    migratable: definition === null ? 0 : running - new Set(stuck.map(({ instance }) => instance)).size,
    nodesGone: nodesOf(stuck, old),
  };
}

function nodesOf(stuck: readonly StandRow[], old: FlowDefinition | undefined): FlowImpactWire['nodesGone'] {
  const ids = [...new Set(stuck.map(({ node }) => node))];
  return ids.map((id) => ({
    id,
    title: old?.nodes.find((node) => node.id === id)?.title ?? { 'zh-CN': id, en: id },
    running: stuck.filter(({ node }) => node === id).length,
  }));
}
