import { issue } from '../foundation/index.js';
import type { Issue, Localized } from '../foundation/index.js';

/** How many of those that took longest a refusal names. */
const LONGEST_NAMED = 3;

/** What time is taken with: milliseconds that only ever go forward, from any beginning. */
export interface Stopwatch {
  readonly passed: () => number;
  /** Those that this process computed: fewer than passed where others keep the machine busy. */
  readonly computed: () => number;
}

/**
 * The time that the rules and formulas of one save may take, over all rounds of its decision. What the decision waits
 * for between the rounds does not count, nor does what a busy machine lets it wait within them. The stopwatch is given,
 * because the kernel has no clock.
 */
export class TimeBudget {
  private spent = 0;
  private since = 0;
  private computed = 0;
  /** Where the computing of the round at hand began. */
  private computedSince: number | undefined;
  private work: Localized | undefined;
  /** Of the work at hand, not yet among the shares. */
  private share = 0;
  private readonly shares = new Map<Localized, number>();

  /** @param max milliseconds, at most. */
  constructor(
    private readonly stopwatch: Stopwatch,
    readonly max: number,
  ) {}

  /** A round of the decision begins. */
  start(): void {
    this.since = this.stopwatch.passed();
    this.computedSince = this.stopwatch.computed();
  }

  /** The round has ended. */
  stop(): void {
    this.turnTo(undefined);
    this.computed += this.computedInRound();
    this.computedSince = undefined;
  }

  /** Counts the time since the last turn for what was worked on until now; `next` is what follows. */
  turnTo(next: Localized | undefined): void {
    const now = this.stopwatch.passed();
    this.spent += now - this.since;
    this.share += now - this.since;
    this.since = now;
    if (next !== this.work) this.close(next);
  }

  /** What was computed is asked for only once too much has passed: asking the operating system takes its time, too. */
  get isSpent(): boolean {
    return this.spent > this.max && this.computed + this.computedInRound() > this.max;
  }

  /** Says how long it took and who took longest; `chain` is what set off what until here. */
  toIssue(chain: readonly Localized[] = []): Issue {
    this.close(undefined);
    const rules = this.longest();
    return issue('out_of_time', '', {
      milliseconds: Math.round(this.spent),
      max: this.max,
      ...(rules.length === 0 ? {} : { rules }),
      ...(chain.length === 0 ? {} : { chain }),
    });
  }

  /** How long each rule and computed field took until now, by its title as the definition holds it. */
  get took(): ReadonlyMap<Localized, number> {
    return this.shares;
  }

  private computedInRound(): number {
    return this.computedSince === undefined ? 0 : this.stopwatch.computed() - this.computedSince;
  }

  private close(next: Localized | undefined): void {
    if (this.work) this.shares.set(this.work, (this.shares.get(this.work) ?? 0) + this.share);
    this.work = next;
    this.share = 0;
  }

  private longest(): readonly Localized[] {
    return [...this.shares]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, LONGEST_NAMED)
      .map(([work]) => work);
  }
}
