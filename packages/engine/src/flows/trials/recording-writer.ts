import type { Effects, SettledPosting } from '@dougong/kernel/commands';
import { CommandWriter } from '../../commands/command-writer.js';
import type { CommandOutcome, CommandToWrite } from '../../commands/command-writer.js';
import type { SqlSession } from '../../database/sql-session.js';

/** What one command of a trial has done. */
export interface Written {
  readonly effects: Effects;
  readonly settled: readonly SettledPosting[];
}

/** Writes as every command does, and notes what was written. */
export class RecordingWriter extends CommandWriter {
  private written: Written[] = [];

  override async writeTogether(
    session: SqlSession,
    commands: readonly CommandToWrite[],
  ): Promise<readonly CommandOutcome[]> {
    const outcomes = await super.writeTogether(session, commands);
    for (const { effects, posted } of commands)
      this.written.push({ effects, settled: posted?.settled ?? [] });
    return outcomes;
  }

  /** What was written since the last taking; it stays. */
  get soFar(): readonly Written[] {
    return this.written;
  }

  /** What was written since the last taking. */
  take(): readonly Written[] {
    const taken = this.written;
    this.written = [];
    return taken;
  }

  /** Where the notes stand, to go back to when what follows comes to nothing. */
  get mark(): number {
    return this.written.length;
  }

  /** Forgets what was written since the mark: it was rolled back. */
  forgetSince(mark: number): void {
    this.written = this.written.slice(0, mark);
  }
}
