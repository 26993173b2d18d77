import type { RecordData } from '../../expression/index.js';
import type { ServiceMethod } from '../../metadata/index.js';

/** One row of a source: a key of a register with its sums, a movement, a record, or a record with one of its lines. */
export interface SourceRow {
  readonly id: string;
  readonly record: RecordData;
  readonly row?: RecordData;
  /** Sums of the register's resources before the period, where a charge counts all use so far. */
  readonly before?: RecordData;
}

/** What a run is started with beside its period: it may hand out otherwise than the definition says. */
export interface RunParameters {
  /** Pool -> driver. */
  readonly drivers?: Readonly<Record<string, string>>;
  readonly method?: ServiceMethod;
  /** Services in the order in which they close. */
  readonly order?: readonly string[];
}

/** Everything that a run goes by, as it is kept: with the definitions of its release it gives the same figures again. */
export interface CostInputs {
  /** First and last day of the period. */
  readonly from: string;
  readonly to: string;
  readonly parameters: RunParameters;
  readonly sources: Readonly<Record<string, readonly SourceRow[]>>;
  /** Records of the form of bills that hold on the last day. */
  readonly bills?: readonly RecordData[];
}

/** Where a figure of a run comes from. */
export interface TraceEntry {
  /**
   * `entry`: a row of a source that was counted; `service`: what a service handed to a pool; `share`: what a pool handed
   * to a receiver; `charge`: what the use of an asset cost a receiver; `split`: how the units of a receiver share it.
   */
  readonly kind: 'entry' | 'service' | 'share' | 'charge' | 'split';
  /** The place of the allocation: `/pools/0`. */
  readonly at: string;
  /** Name of the pool, asset or service. */
  readonly name?: string;
  readonly element?: string;
  /** Of a share: the driver that it was handed out by. */
  readonly driver?: string;
  readonly receiver?: string;
  readonly source?: string;
  readonly row?: string;
  /** Units of the driver, of use or of output. */
  readonly quantity?: string;
  /** All units that shared it. */
  readonly total?: string;
  readonly amount?: string;
}
