import { Injectable } from '@nestjs/common';
import type { Needs } from '@dougong/kernel/commands';
import type { SqlSession } from '../database/sql-session.js';
import type { CommandRun } from './command-run.js';
import { FactStore } from './fact-store.js';
import type { Asker, Head, ReadNeeds, Replay } from './fact-store.js';
import { SharedReading } from './queue/shared-reading.js';

/** The process knows another release or other people than those in force: it learns them and starts again. */
export class Outdated extends Error {
  constructor(readonly head: Head) {
    super('outdated');
  }
}

/** What a command learns on its way. Every reading also tells whether it still goes by what is in force. */
@Injectable()
export class RunFacts {
  constructor(
    private readonly facts: FactStore,
    private readonly shared: SharedReading,
  ) {}

  /** Reads what was asked for; gives the answer that was given before under the same key. */
  async read(session: SqlSession, run: CommandRun, needs: Needs): Promise<Replay | null> {
    return this.take(run, await this.facts.needs(session, run.release, needs, askerOf(run)));
  }

  /** The same outside of a transaction, together with others who ask at the same time. */
  async readWithOthers(run: CommandRun, needs: Needs): Promise<Replay | null> {
    const { release, request } = run;
    return this.take(
      run,
      await this.shared.read({ release, needs, asker: askerOf(run), usage: request.usage }),
    );
  }

  private take(run: CommandRun, read: ReadNeeds): Replay | null {
    this.checkHead(run, read);
    run.learn(read);
    return read.replay;
  }

  /** @throws Outdated when other definitions or people are in force by now. */
  checkHead(run: CommandRun, head: Head): void {
    if ((head.release ?? 0) !== run.release.number || head.directory !== run.people.version)
      throw new Outdated(head);
    run.headChecked = true;
  }
}

function askerOf({ request, at, today }: CommandRun): Asker {
  const { subject, idempotency } = request;
  return { subject: subject.id, key: idempotency?.key ?? null, time: { now: at, today } };
}
