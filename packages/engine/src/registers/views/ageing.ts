import { Injectable } from '@nestjs/common';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../../database/database.js';
import { dimensionsOf, isNotEmpty, resourcesOf } from '../ledger-columns.js';
import type { SlotRow } from '../ledger-columns.js';
import { pageOf, rowsOfPage } from '../page.js';
import type { Page, PageQuery } from '../page.js';
import { afterCursor, groupColumns, groupingOf, groupOrder } from './figure-grouping.js';
import type { FigureGrouping } from './figure-grouping.js';
import { joinHeld } from './held-now.js';
import { afterKey, keyConditions } from './key-conditions.js';
import type { KeyQuery } from './key-conditions.js';
import { statementRows } from './statement-rows.js';

/**
 * How old what is held now is. Pools with layers know it. Of others the latest receipts that make up the present quantity
 * are taken to be what is left; the other resources follow the quantity, so that the parts add up to the balance to the cent.
 */

export interface AgeingQuestion extends KeyQuery, PageQuery {
  /** The day to which ages are counted, ISO date. */
  readonly on: string;
  /** Greatest ages of the parts in days, ascending; what is older comes last. */
  readonly ages: readonly number[];
  readonly group?: readonly string[] | undefined;
}

export interface AgedRow {
  readonly keyId?: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly resources: Readonly<Record<string, string>>;
  /** From the youngest to the oldest, one more than there are ages. */
  readonly parts: readonly Readonly<Record<string, string>>[];
}

type Placeholder = (value: unknown) => string;

@Injectable()
export class Ageing {
  constructor(private readonly database: Database) {}

  async page(register: CompiledRegister, question: AgeingQuestion): Promise<Page<AgedRow>> {
    const size = rowsOfPage(question);
    const grouping = groupingOf(register, question.group);
    const rows = await statementRows(this.database, (p) =>
      ageingText({ register, question, grouping, limit: size + 1 }, p),
    );
    const order = groupOrder(grouping);
    return pageOf(
      rows,
      size,
      (row) => agedOf(register, question, grouping, row),
      (row) => order.map(({ text }) => text(row)),
    );
  }
}

interface AgeingParts {
  readonly register: CompiledRegister;
  readonly question: AgeingQuestion;
  readonly grouping: FigureGrouping;
  readonly limit: number;
}

function ageingText({ register, question, grouping, limit }: AgeingParts, p: Placeholder): string {
  const since = question.ages.map((age) => `(${p(question.on)}::date - ${p(age)}::integer)`);
  const { byKey } = grouping;
  const order = groupOrder(grouping);
  const pastGroup = byKey || question.cursor === undefined ? 'true' : afterCursor(order, question.cursor, p);
  const conditions = [
    ...keyConditions(register, question, p),
    isNotEmpty(register, 'b'),
    ...(byKey ? afterKey(question.cursor, p) : []),
  ];
  const top = p(limit);
  const held = `SELECT ${[...columnsOf(register, 'k', 's'), ...columnsOf(register, 'b', 'r')].join(', ')}, k.id
    FROM ledger.register_key k ${joinHeld(register)} WHERE ${conditions.join(' AND ')}`;
  const own = groupColumns(grouping);
  const sums = [...Array(since.length + 1).keys()].flatMap((part) =>
    register.resources.map(({ slot }) => `sum(${share(part, slot)}) AS b${part}_${slot}`),
  );
  const totals = register.resources.map(({ slot }) => `sum(k.${slot}) AS ${slot}`);
  const names = [...sums, ...totals].map((column) => column.slice(column.lastIndexOf(' ') + 1));
  return `
WITH keys AS MATERIALIZED (${held}${byKey ? ` ORDER BY k.id LIMIT ${top}` : ''}),
young AS (${register.valued?.method.layered ? youngLayers(since) : youngReceipts(since)}),
aged AS (SELECT k.*, ${cumulated(register, since.length)} FROM keys k LEFT JOIN young y ON y.key_id = k.id),
grouped AS (SELECT ${[...own, ...sums, ...totals].join(', ')} FROM aged k GROUP BY ${own.join(', ') || '()'})
SELECT ${[...own.map((column) => column.slice(2)), ...names.map((name) => `${name}::text`)].join(', ')} FROM grouped
 WHERE ${pastGroup} ORDER BY ${order.map(({ expression }) => expression).join(', ') || '1'} LIMIT ${top}`;
}

function columnsOf(register: CompiledRegister, alias: string, kind: 's' | 'r'): string[] {
  const columns = kind === 's' ? register.dimensions : register.resources;
  return columns.map(({ slot }) => `${alias}.${slot}`);
}

/** What came in since each day, as far as it was not taken back: what a reversal brings back is as old as it was. */
function youngReceipts(since: readonly string[]): string {
  const oldest = since.at(-1) ?? '';
  const sums = since.map((day, at) => `sum(m.r1) FILTER (WHERE m.business_date >= ${day}) AS q${at}`);
  return `
  SELECT k.id AS key_id, ${sums.join(', ')} FROM keys k CROSS JOIN LATERAL (
    SELECT m.business_date, m.r1, m.posting_id, m.period FROM ledger.movement m
     WHERE m.key_id = k.id AND m.period >= date_trunc('month', ${oldest}::timestamp)::date
       AND m.business_date >= ${oldest} AND m.r1 > 0 OFFSET 0) m
    JOIN ledger.posting p ON p.id = m.posting_id AND p.kind = 'post'
   WHERE NOT EXISTS (SELECT FROM ledger.reversal v WHERE v.posting_id = m.posting_id) GROUP BY k.id`;
}

function youngLayers(since: readonly string[]): string {
  const sums = since.map(
    (day, at) =>
      `coalesce(sum(l.quantity) FILTER (WHERE l.acquired >= ${day}), 0) AS q${at}, ` +
      `coalesce(sum(l.amount) FILTER (WHERE l.acquired >= ${day}), 0) AS a${at}`,
  );
  return `
  SELECT k.id AS key_id, ${sums.join(', ')}, sum(l.quantity) AS layered_r1, sum(l.amount) AS layered_r2
    FROM keys k JOIN ledger.layer l ON l.key_id = k.id AND l.open GROUP BY k.id`;
}

/** What is at most so old, of each resource: `c0_r1 ...`; all of it in the end. What is missing in a pool counts as young. */
function cumulated(register: CompiledRegister, ages: number): string {
  const at = (part: number) =>
    register.resources.map(({ slot, scale }) => {
      if (part === ages) return `k.${slot} AS c${part}_${slot}`;
      return `${register.valued?.method.layered ? layered(part, slot) : received(part, slot, scale)} AS c${part}_${slot}`;
    });
  return [...Array(ages + 1).keys()].flatMap(at).join(', ');
}

function layered(part: number, slot: string): string {
  const young = `${slot === 'r1' ? 'q' : 'a'}${part}`;
  return `coalesce(y.${young}, 0) + k.${slot} - coalesce(y.layered_${slot}, 0)`;
}

function received(part: number, slot: string, scale: number): string {
  const quantity = `least(k.r1, coalesce(y.q${part}, 0))`;
  if (slot === 'r1') return `CASE WHEN k.r1 <= 0 THEN k.r1 ELSE ${quantity} END`;
  return `CASE WHEN k.r1 <= 0 THEN k.${slot} ELSE round(k.${slot} * ${quantity} / nullif(k.r1, 0), ${scale}) END`;
}

function share(part: number, slot: string): string {
  return part === 0 ? `k.c0_${slot}` : `k.c${part}_${slot} - k.c${part - 1}_${slot}`;
}

function agedOf(
  register: CompiledRegister,
  { ages }: AgeingQuestion,
  grouping: FigureGrouping,
  row: SlotRow,
): AgedRow {
  return {
    ...(grouping.byKey ? { keyId: String(row['id']) } : {}),
    key: dimensionsOf(grouping, row),
    resources: resourcesOf(register, row),
    parts: [...ages, Infinity].map((_, part) => resourcesOf(register, row, `b${part}_r`)),
  };
}
