import type { CompiledRelease } from '@dougong/kernel/commands';
import type { ReconciledField } from '@dougong/kernel/metadata';
import type { ResolvedSource } from '@dougong/kernel/reconciliation';
import type { Parameters } from '../../database/sql-text.js';

/** Which rows a run reads. */
export interface Window {
  /** The first and the last day of entries. */
  readonly from: string;
  readonly to: string;
  /** The day at whose end balances are compared. */
  readonly cutoff: string;
  readonly compare: 'entries' | 'balances';
}

/** What a side is read with. */
export interface LoadPlace {
  readonly release: CompiledRelease;
  readonly resolved: ResolvedSource;
  readonly window: Window;
  readonly parameters: Parameters;
  /** The data set that was pushed for this side. */
  readonly set?: string;
}

/** SQL of every value of a row as it stands in the source; `NULL` where the source does not tell it. */
export type RawColumns = Readonly<Record<ReconciledField | 'ord' | 'origin_form' | 'origin_record', string>>;

/** A source as a statement: what to select and from where. */
export interface RawRows {
  readonly columns: RawColumns;
  readonly from: string;
  /** Several of its rows may tell of one line: they are counted together. */
  readonly isSplit: boolean;
}

export const NOTHING: RawColumns = {
  ord: '0',
  document: 'NULL',
  line: 'NULL',
  type: 'NULL',
  date: 'NULL',
  item: 'NULL',
  place: 'NULL',
  lot: 'NULL',
  unit: 'NULL',
  quantity: '0',
  amount: '0',
  origin_form: 'NULL',
  origin_record: 'NULL',
};
