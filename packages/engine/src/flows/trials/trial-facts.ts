import type { CompiledRelease, Needs } from '@dougong/kernel/commands';
import { FactStore } from '../../commands/fact-store.js';
import type { Asker, Head, ReadNeeds, RecordFacts, RecordQuestion } from '../../commands/fact-store.js';
import type { SqlSession } from '../../database/sql-session.js';

/**
 * Reads the facts of a trial's decisions. Release and people stay those that it began with, and numbers come from the
 * trial: a sequence does not roll back, so a trial that drew from one would leave a gap.
 */
export class TrialFacts extends FactStore {
  private readonly drawn = new Map<string, number>();

  /** @param firstNumber far beyond what series have reached, so that unique numbers do not meet. */
  constructor(
    private readonly head: Head,
    private readonly firstNumber: number,
  ) {
    super();
  }

  override async record(
    session: SqlSession,
    release: CompiledRelease,
    question: RecordQuestion,
  ): Promise<RecordFacts> {
    return { ...(await super.record(session, release, question)), ...this.head };
  }

  override async needs(
    session: SqlSession,
    release: CompiledRelease,
    { numbers = {}, ...needs }: Needs,
    asker: Asker,
  ): Promise<ReadNeeds> {
    const read = await super.needs(session, release, needs, asker);
    return { ...read, ...this.head, numbers: this.draw(numbers) };
  }

  private draw(wanted: Readonly<Record<string, number>>): ReadonlyMap<string, readonly number[]> {
    return new Map(
      Object.entries(wanted).map(([name, count]) => {
        const first = this.drawn.get(name) ?? this.firstNumber;
        this.drawn.set(name, first + count);
        return [name, Array.from({ length: count }, (_, at) => first + at)] as const;
      }),
    );
  }
}
