import type { Issue, Localized, Result } from '../../../foundation/index.js';
import type { HitPolicy } from '../../../metadata/index.js';
import type { CompiledDecisionTable, Hit } from '../compiled-table.js';

/** What a table makes of the rows that fit: a part for each hit policy of DMN. */
export interface HitPolicyPart {
  readonly policy: HitPolicy;
  readonly title: Localized;
  readonly description: Localized;
  /** So many rows that fit settle the answer; further ones are not looked for. */
  readonly hitsMax: number;
  /** Outputs are lists, and no row at all is an answer. */
  readonly collects: boolean;
  /** What two rows are that fit the same values: a fault, a fault unless their outputs agree, or meant so. */
  readonly overlap: 'refused' | 'must_agree' | 'welcome';
  /** By which order a row wins over others, so that those may never be reached. */
  readonly precedence?: 'rows' | 'outputs';
  /** Picks and orders the rows that answer, out of at least one that fits. */
  choose(hits: readonly Hit[], table: CompiledDecisionTable): Result<readonly Hit[], readonly Issue[]>;
}
