import type { Parameters } from '../../database/sql-text.js';
import { EXCEPTIONS } from './figures-query.js';
import type { Span } from './figure-span.js';

/** The numbers that stand for instances, each with the instances behind it. */
export const LISTED_FIGURES = [
  'started',
  'ended',
  'approved',
  'rejected',
  'revoked',
  'cancelled',
  'backlog',
  'stuck',
  'overdue',
  'exceptions',
  'handled',
] as const;
export type ListedFigure = (typeof LISTED_FIGURES)[number];

/** Which number is meant. */
export interface FigureQuestion extends Span {
  readonly figure: ListedFigure;
  /** Of one node: backlog, overdue and handled. */
  readonly node?: string | undefined;
  /** Of one kind: exceptions. */
  readonly kind?: (typeof EXCEPTIONS)[number] | undefined;
  readonly now: string;
}

/** SQL that the instances `i` behind a number meet; it counts what `figuresSql` counts. */
export function figureConditions(question: FigureQuestion, parameters: Parameters): readonly string[] {
  const from = `${parameters.add(question.from)}::timestamptz`;
  const to = `${parameters.add(question.to)}::timestamptz`;
  const under = `i.started_at < ${to} AND (i.ended_at IS NULL OR i.ended_at >= ${from})`;
  return [under, own(question, { from, to }, parameters)];
}

function own(question: FigureQuestion, span: Span, parameters: Parameters): string {
  const { figure, node } = question;
  const ended = `i.ended_at >= ${span.from} AND i.ended_at < ${span.to}`;
  switch (figure) {
    case 'started':
      return `i.started_at >= ${span.from}`;
    case 'ended':
      return ended;
    case 'backlog':
      return node === undefined ? 'i.ended_at IS NULL' : waiting(question, parameters);
    case 'overdue':
      return waiting(question, parameters);
    case 'stuck':
      return `i.status = 'suspended'`;
    case 'exceptions':
      return happened(
        `e.kind = ANY(${parameters.add(question.kind === undefined ? EXCEPTIONS : [question.kind])}::text[])`,
        span,
      );
    case 'handled':
      return happened(handled(node, parameters), span);
    default:
      return `${ended} AND i.status = ${parameters.add(figure)}`;
  }
}

function waiting({ figure, node, now }: FigureQuestion, parameters: Parameters): string {
  const at = node === undefined ? '' : ` AND t.node_id = ${parameters.add(node)}`;
  const late = figure === 'overdue' ? ` AND t.due_at < ${parameters.add(now)}::timestamptz` : '';
  return `EXISTS (SELECT 1 FROM core.task t WHERE t.instance_id = i.id AND t.state = 'open' AND t.kind <> 'cc'${at}${late})`;
}

function handled(node: string | undefined, parameters: Parameters): string {
  const at = node === undefined ? '' : ` AND e.node_id = ${parameters.add(node)}`;
  return `e.kind = 'node_closed' AND e.payload ->> 'outcome' <> 'cancelled'${at}`;
}

function happened(condition: string, { from, to }: Span): string {
  return `EXISTS (SELECT 1 FROM core.flow_event e WHERE e.instance_id = i.id AND e.at >= ${from} AND e.at < ${to} AND ${condition})`;
}
