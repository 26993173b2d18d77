import type { DifferenceState, Level, Category, Side } from '@dougong/kernel/reconciliation';

/** One row of either side, as it was compared. */
export type SourceRow = Readonly<Record<string, string | number | null>>;

/** A difference as it is told: what was found, and what became of it. */
export interface DifferenceView {
  readonly id: string;
  readonly definition: string;
  readonly period: string;
  readonly category: Category;
  readonly cause: string | null;
  readonly document: string | null;
  readonly line: number | null;
  readonly key: string | null;
  readonly item: string;
  readonly place: string | null;
  readonly lot: string | null;
  readonly type: string | null;
  readonly quantity: string;
  readonly amount: string;
  readonly atStake: string;
  readonly share: string | null;
  readonly alert: boolean;
  readonly level: Level;
  readonly due: string;
  readonly missingIn: Side | null;
  readonly lagDays: number | null;
  readonly operationType: string | null;
  readonly booksType: string | null;
  readonly compensated: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly firstRun: string;
  readonly lastRun: string;
  readonly role: string;
  readonly assignee: string | null;
  readonly state: DifferenceState;
  readonly reason: string | null;
  readonly note: string | null;
  readonly remedy: string | null;
  readonly remedyForm: string | null;
  readonly remedyRecord: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly escalatedAt: string | null;
  readonly version: number;
}

export interface DifferenceEvent {
  readonly at: string;
  readonly run: string | null;
  readonly actor: string | null;
  readonly act: string;
  readonly from: string | null;
  readonly to: string;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** Name in the view -> column. */
const COLUMNS: Readonly<Record<keyof DifferenceView, string>> = {
  id: 'id',
  definition: 'definition',
  period: 'period',
  category: 'category',
  cause: 'cause',
  document: 'document',
  line: 'line',
  key: 'key',
  item: 'item',
  place: 'place',
  lot: 'lot',
  type: 'type',
  quantity: 'trim_scale(d.quantity)::text',
  amount: 'round(d.amount, greatest(2, min_scale(d.amount)))::text',
  atStake: 'round(d.at_stake, greatest(2, min_scale(d.at_stake)))::text',
  share: 'd.share::text',
  alert: 'alert',
  level: 'level',
  due: 'due',
  missingIn: 'missing_in',
  lagDays: 'lag_days',
  operationType: 'operation_type',
  booksType: 'books_type',
  compensated: 'd.compensated::text',
  firstSeen: 'first_seen',
  lastSeen: 'last_seen',
  firstRun: 'd.first_run::text',
  lastRun: 'd.last_run::text',
  role: 'role',
  assignee: 'assignee',
  state: 'state',
  reason: 'reason',
  note: 'note',
  remedy: 'remedy',
  remedyForm: 'remedy_form',
  remedyRecord: 'remedy_record',
  openedAt: 'opened_at',
  closedAt: 'closed_at',
  escalatedAt: 'escalated_at',
  version: 'version',
};

/** The columns of a difference `d` under the names of the view. */
export const DIFFERENCE_COLUMNS = Object.entries(COLUMNS)
  .map(([name, column]) => `${/^\w+$/.test(column) ? `d.${column}` : column} AS "${name}"`)
  .join(', ');
