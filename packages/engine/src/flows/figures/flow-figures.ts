import { Inject, Injectable } from '@nestjs/common';
import { nodeAt } from '@dougong/kernel/flows';
import type { CompiledFlow } from '@dougong/kernel/flows';
import type { Clock, Localized } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { Parameters } from '../../database/sql-text.js';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import type { RawQuery } from '../../records/query-text.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { FigureScope } from './figure-scope.js';
import { spanOf } from './figure-span.js';
import type { Span } from './figure-span.js';
import { figuresSql } from './figures-query.js';
import type { FiguresWire, Times } from './figures.wire.js';

const HUNDREDTHS = 10_000;
/** In which older versions a node is looked for that the one in force does not have. */
const VERSIONS_MAX = 20;

interface Row extends Record<string, unknown> {
  readonly instances: FiguresWire['instances'];
  readonly exceptions: Omit<FiguresWire['exceptions'], 'rate'>;
  readonly nodes: readonly {
    readonly id: string;
    readonly backlog: number;
    readonly overdue: number;
    readonly handling: Times | null;
  }[];
  /** The versions that the instances follow. */
  readonly releases: readonly number[];
}

const NO_TIMES: Times = { count: 0, average: null, p50: null, p90: null };

/** How work goes through a flow: what waits, how long it takes, how often it goes wrong. */
@Injectable()
export class FlowFigures {
  constructor(
    private readonly database: Database,
    private readonly scope: FigureScope,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Over the instances on records that the subject may see; over all for those who administer the flow. */
  async of(subject: Subject, key: string, query: RawQuery): Promise<FiguresWire> {
    const asked = await this.scope.flow(subject, key);
    const span = spanOf(query, this.clock());
    const parameters = new Parameters();
    const scope = this.scope.sql(asked, parameters);
    const text = figuresSql({ flow: key, ...span, now: this.clock(), scope }, parameters);
    const { rows } = await this.database.query<Row>(text, parameters.values);
    const row = rows[0] as Row;
    return figuresOf(await this.versions(asked.flow, row), span, row);
  }

  /** The flow in force, then where work went through nodes that it does not have, older versions of it. */
  private async versions(flow: CompiledFlow, { nodes, releases }: Row): Promise<Versions> {
    if (nodes.every(({ id }) => nodeAt(flow, id) !== undefined)) return [flow];
    const newest = [...releases].sort((a, b) => b - a).slice(0, VERSIONS_MAX);
    const older = await Promise.all(newest.map((release) => this.releases.load(release)));
    return [flow, ...older.flatMap(({ flows }) => flows.get(flow.key) ?? [])];
  }
}

type Versions = readonly [CompiledFlow, ...CompiledFlow[]];

function figuresOf(versions: Versions, span: Span, { instances, exceptions, nodes }: Row): FiguresWire {
  const [flow] = versions;
  const { definition, key } = flow;
  const rate =
    exceptions.of === 0 ? null : Math.round((exceptions.instances / exceptions.of) * HUNDREDTHS) / HUNDREDTHS;
  const drawn = [...flow.nodes.keys()];
  const place = ({ id }: { readonly id: string }) =>
    drawn.indexOf(id.split('/')[0]?.replace(/\[\d+\]$/, '') ?? '');
  return {
    flow: { key, title: definition.title },
    ...span,
    instances,
    exceptions: { ...exceptions, rate },
    nodes: [...nodes]
      .sort((a, b) => place(a) - place(b))
      .map(({ handling, ...node }) => ({
        ...node,
        title: titleOf(versions, node.id),
        handling: handling ?? NO_TIMES,
      })),
  };
}

function titleOf(versions: Versions, id: string): Localized {
  const titles = versions.flatMap((flow) => nodeAt(flow, id)?.definition.title ?? []);
  return titles[0] ?? { 'zh-CN': id, en: id };
}
