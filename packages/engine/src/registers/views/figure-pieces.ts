import type { CompiledRegister } from '@dougong/kernel/registers';
import { heldMonths, movedMonths } from './figure-months.js';
import type { Range, TotalsState } from './figure-months.js';
import { joinHeld } from './held-now.js';
import { dayAfter } from './iso-days.js';

/**
 * What a key held at the end of a day and what came and went between two days, put together from whole months of the totals,
 * the movements of the days beside them, and what was posted to those months since the totals were last brought up to date.
 * The state of the totals and these pieces are read from one snapshot, so a figure is exact whatever the totals have seen.
 *
 * The statement offers `keys` (id ...) first; the pieces that are added here are `pieces` (key_id, bucket ..., open_r1, in_r1, out_r1 ...).
 */

/** How turnovers are told apart in time. */
export const PERIODICITIES = ['none', 'day', 'month', 'document'] as const;
export type Periodicity = (typeof PERIODICITIES)[number];

/** What is held now, was held at the end of a day, or was held before, came and went between two days. ISO dates. */
export type FigureDays = 'now' | { readonly at: string } | Range;

export interface FigurePlan {
  readonly register: CompiledRegister;
  readonly days: FigureDays;
  readonly by: Periodicity;
  /** Left out where what is held now is asked for. */
  readonly totals?: TotalsState | undefined;
  /** Whether the keys are most of the register: then its movements are read in one go instead of key by key. */
  readonly wide: boolean;
  readonly p: (value: unknown) => string;
}

/** A column that tells rows of one key apart. */
export interface Bucket {
  readonly name: string;
  readonly type: string;
}

const DAY: Bucket = { name: 'day', type: 'date' };
const BUCKETS: Readonly<Record<Periodicity, readonly Bucket[]>> = {
  none: [],
  day: [DAY],
  month: [DAY],
  document: [DAY, { name: 'form', type: 'text' }, { name: 'record', type: 'uuid' }],
};

/** The columns beside the key that rows of this periodicity have. */
export function bucketsOf(by: Periodicity): readonly Bucket[] {
  return BUCKETS[by];
}

/** The amounts of a piece: only of turnovers is it told what came and went. */
export function amountsOf({ register, days }: Pick<FigurePlan, 'register' | 'days'>): readonly string[] {
  const groups = isTurnover(days) ? ['open', 'in', 'out'] : ['open'];
  return register.resources.flatMap(({ slot }) => groups.map((group) => `${group}_${slot}`));
}

export function isTurnover(days: FigureDays): days is Range {
  return days !== 'now' && 'from' in days;
}

/** The common table expressions that end with `pieces`. */
export function pieceTables(plan: FigurePlan): readonly string[] {
  const { totals, days } = plan;
  if (!totals || days === 'now') return [`pieces AS (${heldNow(plan)})`];
  const pieces = isTurnover(days)
    ? [...openingPieces(plan, totals, dayBefore(days.from)), ...movedPieces(plan, totals, days)]
    : openingPieces(plan, totals, days.at);
  const table = standBesideKeys(plan) ? besideKeys(plan, pieces) : pieces.join(' UNION ALL ');
  return [...unseenTable(plan, totals), `pieces AS (${table})`];
}

/** Whether the rows of `pieces` are the keys themselves, each with its sums beside it. */
export function standBesideKeys({ days, wide }: Pick<FigurePlan, 'days' | 'wide'>): boolean {
  return wide && days !== 'now' && !isTurnover(days);
}

/** Pieces of which each has a key once stand side by side: to sum them all again would take as long as to read them. */
function besideKeys(plan: FigurePlan, pieces: readonly string[]): string {
  const added = amountsOf(plan).map((amount) => {
    const parts = pieces.map((_, at) => `coalesce(p${at}.${amount}, 0)`);
    return `${parts.join(' + ')} AS ${amount}`;
  });
  const joins = pieces.map((piece, at) => `LEFT JOIN (${piece}) p${at} ON p${at}.key_id = k.id`);
  return `SELECT k.*, ${added.join(', ')} FROM keys k ${joins.join(' ')}`;
}

const FIRST_DAY = '0001-01-01';

function dayBefore(day: string): string | undefined {
  return day === FIRST_DAY ? undefined : dayAfter(day, -1);
}

function heldNow(plan: FigurePlan): string {
  return `SELECT k.id AS key_id, ${figures(plan, (slot) => [`b.${slot}`, '0', '0'])} FROM keys k ${joinHeld(plan.register)}`;
}

/**
 * The upper bound says nothing but lets the planner expect few postings. A movement lies in the month of its posting, which
 * leads to one partition.
 */
function unseenTable({ register, p }: FigurePlan, { xid, floorId, unseenMonths }: TotalsState): string[] {
  if (unseenMonths.length === 0) return [];
  const months = `${p(unseenMonths)}::date[]`;
  return [
    `unseen AS MATERIALIZED (
  SELECT m.* FROM (
    SELECT id, period FROM ledger.posting
     WHERE xid >= ${p(xid)}::xid8 AND xid <= '18446744073709551615'::xid8
       AND id > ${p(floorId)}::bigint AND period = ANY (${months}) OFFSET 0
  ) p CROSS JOIN LATERAL (
    SELECT m.key_id, m.period, m.direction, ${slots(register, 'm')} FROM ledger.movement m
     WHERE m.period = p.period AND m.period = ANY (${months}) AND m.posting_id = p.id OFFSET 0) m)`,
  ];
}

function openingPieces(plan: FigurePlan, totals: TotalsState, until: string | undefined): string[] {
  const { register, p } = plan;
  if (until === undefined || !register.keepsBalance) return [nothing(plan)];
  const { whole, beside } = heldMonths(until, totals);
  const bucket = bucketColumns(plan, () => null);
  const held = (alias: string) => figures(plan, (slot) => [`${alias}.${slot}`, '0', '0']);
  const pieces: string[] = [];
  if (whole !== '') {
    const last = (source: string) => `SELECT t.key_id${bucket}, ${held('t')} FROM ${source}`;
    pieces.push(...lastTotals(plan, whole).map(last));
    if (totals.unseenMonths.some((month) => month <= whole)) {
      const source = `unseen u JOIN keys k ON k.id = u.key_id WHERE u.period <= ${p(whole)}::date`;
      pieces.push(summed(plan, `SELECT k.id AS key_id${bucket}, ${held('u')} FROM ${source}`));
    }
  }
  if (beside) {
    const days = [inMonths(plan, beside), `m.business_date <= ${p(until)}::date`];
    pieces.push(summed(plan, `SELECT k.id AS key_id${bucket}, ${held('m')} FROM ${movements(plan, days)}`));
  }
  return pieces;
}

/**
 * SQL of what each key held after the months up to `whole`, as `t`: its last row. Of a whole register most keys have one for that very
 * month, and those are read together; the way back through the months is taken for the others only.
 */
function lastTotals(plan: FigurePlan, whole: string): string[] {
  const { register, wide, p } = plan;
  const month = `${p(whole)}::date`;
  const sums = register.resources.map(({ slot }) => `t.${slot.replace('r', 'cum')} AS ${slot}`).join(', ');
  const back = (keys: string) => `${keys} k CROSS JOIN LATERAL (
      SELECT t.key_id, ${sums} FROM ledger.month_total t
       WHERE t.key_id = k.id AND t.month <= ${month} ORDER BY t.month DESC LIMIT 1) t`;
  if (!wide) return [back('keys')];
  const ofMonth = `(SELECT t.key_id, ${sums} FROM ledger.month_total t WHERE t.month = ${month}) t`;
  return [
    // What stands beside its keys meets them there.
    standBesideKeys(plan) ? ofMonth : `keys k JOIN ${ofMonth} ON t.key_id = k.id`,
    back(`(SELECT k.id FROM keys k
       WHERE NOT EXISTS (SELECT FROM ledger.month_total t WHERE t.key_id = k.id AND t.month = ${month}) OFFSET 0)`),
  ];
}

/** No row: so that the pieces have their columns whatever else there is. */
function nothing(plan: FigurePlan): string {
  const bucket = bucketColumns(plan, () => null);
  return `SELECT k.id AS key_id${bucket}, ${figures(plan, () => ['0::numeric', '0', '0'])} FROM keys k WHERE false`;
}

function movedPieces(plan: FigurePlan, totals: TotalsState, days: Range): string[] {
  const { by, p } = plan;
  const hasWhole = by === 'none' || by === 'month';
  const { whole, beside } = hasWhole
    ? movedMonths(days, totals)
    : {
        whole: undefined,
        beside: [{ from: `${days.from.slice(0, 7)}-01`, to: `${days.to.slice(0, 7)}-01` }],
      };
  const pieces = beside.map((months) => {
    const within = `m.business_date BETWEEN ${p(days.from)}::date AND ${p(days.to)}::date`;
    const origin = by === 'document' ? ' JOIN ledger.posting p ON p.id = m.posting_id' : '';
    const bucket = bucketColumns(plan, (name) => BUCKET_OF_MOVEMENT[by][name]);
    const source = `${movements(plan, [inMonths(plan, months), within])}${origin}`;
    return summed(plan, `SELECT k.id AS key_id${bucket}, ${bySign(plan, 'm')} FROM ${source}`);
  });
  return whole ? [...pieces, ...wholeMonths(plan, totals, whole)] : pieces;
}

const BUCKET_OF_MOVEMENT: Readonly<Record<Periodicity, Readonly<Record<string, string>>>> = {
  none: {},
  day: { day: 'm.business_date' },
  month: { day: 'm.period' },
  document: { day: 'm.business_date', form: 'p.source_type', record: 'p.source_id' },
};

function wholeMonths(plan: FigurePlan, { unseenMonths }: TotalsState, whole: Range): string[] {
  const { p } = plan;
  const within = (month: string) => `${month} BETWEEN ${p(whole.from)}::date AND ${p(whole.to)}::date`;
  const moved = figures(plan, (slot) => [
    '0',
    `t.${slot.replace('r', 'in')}`,
    `t.${slot.replace('r', 'out')}`,
  ]);
  const totals = `SELECT k.id AS key_id${bucketColumns(plan, () => 't.month')}, ${moved}
    FROM keys k JOIN ledger.month_total t ON t.key_id = k.id WHERE ${within('t.month')}`;
  if (!unseenMonths.some((month) => month >= whole.from && month <= whole.to)) return [totals];
  return [
    totals,
    `SELECT k.id AS key_id${bucketColumns(plan, () => 'u.period')}, ${bySign(plan, 'u')}
       FROM unseen u JOIN keys k ON k.id = u.key_id WHERE ${within('u.period')}`,
  ];
}

function inMonths({ p }: FigurePlan, { from, to }: Range): string {
  if (from === to) return `m.period = ${p(from)}::date`;
  return `m.period BETWEEN ${p(from)}::date AND ${p(to)}::date`;
}

/** Movements of the keys: each key by its own way through the index, or all that fit in one go. */
function movements({ register, wide }: FigurePlan, conditions: readonly string[]): string {
  const columns = `m.key_id, m.posting_id, m.period, m.business_date, m.direction, ${slots(register, 'm')}`;
  const fitting = `FROM ledger.movement m WHERE ${conditions.join(' AND ')}`;
  if (wide) return `keys k JOIN (SELECT ${columns} ${fitting}) m ON m.key_id = k.id`;
  return `keys k CROSS JOIN LATERAL (SELECT ${columns} ${fitting} AND m.key_id = k.id OFFSET 0) m`;
}

/** Movements of a whole register are summed right where they are read, so that several processors may share the work. */
function summed(plan: FigurePlan, piece: string): string {
  if (!plan.wide) return piece;
  const apart = ['key_id', ...bucketsOf(plan.by).map(({ name }) => name)].join(', ');
  const sums = amountsOf(plan).map((amount) => `sum(${amount}) AS ${amount}`);
  return `SELECT ${apart}, ${sums.join(', ')} FROM (${piece}) w GROUP BY ${apart}`;
}

function bySign(plan: FigurePlan, alias: string): string {
  return figures(plan, (slot) => [
    '0',
    `CASE WHEN ${alias}.direction = 1 THEN ${alias}.${slot} ELSE 0 END`,
    `CASE WHEN ${alias}.direction = -1 THEN -${alias}.${slot} ELSE 0 END`,
  ]);
}

function figures(
  { register, days }: FigurePlan,
  of: (slot: string) => readonly [open: string, came: string, went: string],
): string {
  return register.resources
    .flatMap(({ slot }) => {
      const [open, came, went] = of(slot);
      const held = `${open} AS open_${slot}`;
      return isTurnover(days) ? [held, `${came} AS in_${slot}`, `${went} AS out_${slot}`] : [held];
    })
    .join(', ');
}

function bucketColumns({ by }: FigurePlan, of: (name: string) => string | null | undefined): string {
  return bucketsOf(by)
    .map(({ name, type }) => `, ${of(name) ?? 'NULL'}::${type} AS ${name}`)
    .join('');
}

function slots(register: CompiledRegister, alias: string): string {
  return register.resources.map(({ slot }) => `${alias}.${slot}`).join(', ');
}
