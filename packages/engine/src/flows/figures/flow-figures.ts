import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { nodeAt } from '@dougong/kernel/flows';
import type { CompiledFlow } from '@dougong/kernel/flows';
import { businessDay, businessDayStart } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { Parameters } from '../../database/sql-text.js';
import { notFound } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { formOf, readGrant } from '../../records/form-grant.js';
import { badQuery } from '../../records/query-refusal.js';
import { dayParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { recordTables } from '../../records/record-table.js';
import { rowScopeSql } from '../../records/row-scope.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { FlowRights } from '../flow-rights.js';
import { figuresSql } from './figures-query.js';
import type { FiguresWire, Times } from './figures.wire.js';

const DAYS_DEFAULT = 30;
const MS_PER_DAY = 86_400_000;
const HUNDREDTHS = 10_000;

interface Row extends Record<string, unknown> {
  readonly instances: FiguresWire['instances'];
  readonly exceptions: Omit<FiguresWire['exceptions'], 'rate'>;
  readonly nodes: readonly {
    readonly id: string;
    readonly backlog: number;
    readonly overdue: number;
    readonly handling: Times | null;
  }[];
}

interface Span {
  readonly from: string;
  readonly to: string;
}

const NO_TIMES: Times = { count: 0, p50: null, p90: null };

/** How work goes through a flow: what waits, how long it takes, how often it goes wrong. */
@Injectable()
export class FlowFigures {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly rights: FlowRights,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Over the instances on records that the subject may see; over all for those who administer the flow. */
  async of(subject: Subject, key: string, query: RawQuery): Promise<FiguresWire> {
    const release = await this.releases.current();
    const flow = release.flows.get(key);
    if (!flow) throw notFound();
    const span = spanOf(query, this.clock());
    const parameters = new Parameters();
    const scope = await this.scope(subject, release, flow, parameters);
    const text = figuresSql({ flow: key, ...span, now: this.clock(), scope }, parameters);
    const { rows } = await this.database.query<Row>(text, parameters.values);
    return figuresOf(flow, span, rows[0] as Row);
  }

  private async scope(
    subject: Subject,
    release: CompiledRelease,
    { key, definition }: CompiledFlow,
    parameters: Parameters,
  ): Promise<string> {
    const own = await this.rights.ownFlows(subject);
    if (own === undefined || own.includes(key)) return 'true';
    const model = formOf(release, definition.form);
    const { rows } = readGrant(release, subject, model);
    const [condition] = rowScopeSql(rows, subject.id, model.key, 'r', parameters);
    if (condition === undefined) return 'true';
    const { header } = recordTables(model);
    return `EXISTS (SELECT 1 FROM ${header.name} r WHERE r.id = i.record_id AND ${condition})`;
  }
}

/** Whole days where the business is; the last thirty unless said otherwise. */
function spanOf(query: RawQuery, now: string): Span {
  const today = businessDay(now);
  const last = dayParameter(query, 'to') ?? today;
  const first = dayParameter(query, 'from') ?? dayBefore(last, DAYS_DEFAULT - 1);
  if (first > last) throw badQuery('bad_parameter', ['from'], { name: 'from' });
  return { from: businessDayStart(first), to: businessDayStart(dayBefore(last, -1)) };
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * MS_PER_DAY).toISOString().slice(0, 10);
}

function figuresOf(flow: CompiledFlow, span: Span, { instances, exceptions, nodes }: Row): FiguresWire {
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
        title: nodeAt(flow, node.id)?.definition.title ?? { 'zh-CN': node.id, en: node.id },
        handling: handling ?? NO_TIMES,
      })),
  };
}
