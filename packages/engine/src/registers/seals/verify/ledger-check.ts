import type { ClientBase } from 'pg';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { Checked } from './difference.js';

/** A register as far as verifying goes by it. */
export type KnownRegister = Pick<CompiledRegister, 'key' | 'keepsBalance'> & {
  readonly valuation: string;
};

/** What the checks share: one snapshot of the database, and what is asked for. */
export interface LedgerQuestion {
  readonly client: ClientBase;
  /** Only this register; the seals cover all of them. */
  readonly register: string | null;
  /** Postings with lower numbers are not read again; everything else is. */
  readonly fromPosting: string;
  /** Registers of the release in force. */
  readonly registers: readonly KnownRegister[];
  readonly progress: (line: string) => void;
}

/** One thing that must hold. */
export interface LedgerCheck {
  readonly name: string;
  run(question: LedgerQuestion): Promise<Checked>;
}
