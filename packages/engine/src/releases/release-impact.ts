import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Localized } from '@dougong/kernel/foundation';
import { Type } from '@sinclair/typebox';
import { Database } from '../database/database.js';
import { Drafts } from './drafts.js';
import type { Draft } from './drafts.js';
import { ReleaseRegistry } from './release-registry.js';

/** A flow that a publish would change, and the running instances that would not follow. */
export interface FlowImpact {
  readonly key: string;
  readonly title: Localized;
  readonly change: 'changed' | 'removed';
  /** Instances that go on by the version they were started with. */
  readonly running: number;
  /** The same by the release that they are pinned to, the oldest first. */
  readonly releases: readonly { readonly number: number; readonly running: number }[];
}

export interface ReleaseImpact {
  /** Of the drafts that were looked at. */
  readonly revision: number;
  readonly flows: readonly FlowImpact[];
}

interface CountRow {
  readonly flow: string;
  readonly number: number;
  readonly running: number;
  readonly [column: string]: unknown;
}

const COUNTS = `
  SELECT flow_key AS flow, release AS number, count(*)::integer AS running
    FROM core.flow_instance WHERE ended_at IS NULL AND flow_key = ANY($1)
   GROUP BY flow_key, release ORDER BY flow_key, release`;

/** What publishing all drafts would mean for the work under way. */
@Injectable()
export class ReleaseImpacts {
  constructor(
    private readonly database: Database,
    private readonly drafts: Drafts,
    private readonly releases: ReleaseRegistry,
  ) {}

  /** Counts the running instances of each flow that the drafts change or remove. */
  async read(): Promise<ReleaseImpact> {
    const [{ revision, drafts }, current] = await Promise.all([this.drafts.read(), this.releases.refresh()]);
    const changed = drafts.filter((draft) => isChange(draft, current));
    const keys = changed.map(({ key }) => key);
    const { rows } = await this.database.query<CountRow>(COUNTS, [keys]);
    return { revision, flows: changed.map((draft) => impactOf(draft, current, rows)) };
  }
}

/** A draft of a published flow that says something else. */
function isChange({ kind, key, definition }: Draft, { flows }: CompiledRelease): boolean {
  const published = kind === 'flow' ? flows.get(key)?.definition : undefined;
  return published !== undefined && JSON.stringify(definition) !== JSON.stringify(published);
}

function impactOf(
  { key, definition }: Draft,
  { flows }: CompiledRelease,
  rows: readonly CountRow[],
): FlowImpact {
  const releases = rows.filter((row) => row.flow === key).map(({ number, running }) => ({ number, running }));
  return {
    key,
    title: flows.get(key)?.definition.title ?? { 'zh-CN': key, en: key },
    change: definition === null ? 'removed' : 'changed',
    running: releases.reduce((sum, { running }) => sum + running, 0),
    releases,
  };
}

/** The answer as OpenAPI describes it. */
export const ReleaseImpactWire = Type.Object({
  revision: Type.Integer({ description: 'of the drafts that were looked at' }),
  flows: Type.Array(
    Type.Object({
      key: Type.String(),
      title: Type.Record(Type.String(), Type.String(), { description: 'by language' }),
      change: Type.Union([Type.Literal('changed'), Type.Literal('removed')]),
      running: Type.Integer({ description: 'instances that stay on the version they were started with' }),
      releases: Type.Array(Type.Object({ number: Type.Integer(), running: Type.Integer() })),
    }),
  ),
});
