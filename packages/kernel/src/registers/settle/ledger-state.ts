import type { CompiledRegister } from '../register.js';
import type { DimensionValues } from '../balance-key.js';
import type { Units } from '../resource-units.js';
import type { ValuationBooks } from '../valuation/index.js';
import { LaterDays } from './later-days.js';
import type { LedgerFacts } from './ledger-facts.js';
import { LedgerPage } from './ledger-page.js';
import type { PageEntry } from './ledger-page.js';
import { openBooks } from './open-books.js';
import { RunningSums } from './running-sums.js';

/** Everything that changes while orders are settled, one after another. */
export class LedgerState {
  private constructor(
    readonly page: LedgerPage,
    readonly books: ValuationBooks,
    readonly sums: RunningSums,
    readonly later: LaterDays,
    /** Seqs of movements that were undone. */
    readonly reversed: Set<string>,
    /** Ids of postings that were undone since. */
    readonly undone: Set<string>,
    /** What came back of earlier movements since they were read, where nothing is valued. */
    private readonly back: Map<string, bigint>,
    private readonly seqs: readonly string[],
    private drawn = 0,
    private named = 0,
  ) {}

  static open(registers: ReadonlyMap<string, CompiledRegister>, facts: LedgerFacts): LedgerState {
    const reversed = [...facts.returned].flatMap(([seq, fact]) => (fact.reversed ? [seq] : []));
    return new LedgerState(
      new LedgerPage(facts.balances),
      openBooks(registers, facts),
      new RunningSums(facts.sums),
      new LaterDays(facts.lowest),
      new Set(reversed),
      new Set(),
      new Map(),
      facts.seqs,
    );
  }

  /** A state that begins as this one stands; what happens there leaves this one as it is. */
  fork(): LedgerState {
    return new LedgerState(
      this.page.fork(),
      this.books.fork(),
      this.sums.fork(),
      this.later.fork(),
      new Set(this.reversed),
      new Set(this.undone),
      new Map(this.back),
      this.seqs,
      this.drawn,
      this.named,
    );
  }

  /** Writes what a movement changes. */
  add(register: CompiledRegister, key: DimensionValues, moved: Units, day: string): PageEntry {
    this.sums.add(register, key, moved);
    this.later.add(register, key, moved, day);
    return this.page.add(register, key, moved, day);
  }

  /** Notes that so much of an earlier movement came back; below zero when that was undone. */
  cameBack(seq: string, units: bigint): void {
    this.back.set(seq, this.backSince(seq) + units);
  }

  backSince(seq: string): bigint {
    return this.back.get(seq) ?? 0n;
  }

  /** The next number that was drawn for a movement; none where nobody needs it before it is written. */
  nextSeq(): string | undefined {
    const seq = this.seqs[this.drawn];
    if (seq !== undefined) this.drawn += 1;
    return seq;
  }

  /** The same for a movement that layers refer to. */
  drawSeq(): string {
    const seq = this.nextSeq();
    if (seq === undefined) throw new Error('more movements than numbers were drawn for');
    return seq;
  }

  /** A name for an entry that no layer will ever refer to. */
  nextName(): string {
    this.named += 1;
    return `new ${this.named}`;
  }
}
