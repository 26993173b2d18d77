import { Injectable } from '@nestjs/common';
import type { Issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';

/**
 * Something that has to be in order before a period is closed. Features register theirs when their module starts.
 *
 * A gate only reads, through `session`, and is quick: when a period is really closed it is asked while nobody can post. An error
 * refuses the closing, a warning is shown and lets it pass.
 */
export interface CloseGate {
  /** Names the gate in answers. */
  readonly key: string;
  /** @param through the last day that is to be closed. */
  findings(session: SqlSession, through: string): Promise<readonly Issue[]>;
}

/** What a gate found. */
export interface GateFinding {
  readonly gate: string;
  readonly found: Issue;
}

/** Which gates there are. */
@Injectable()
export class CloseGates {
  private readonly gates: CloseGate[] = [];

  register(gate: CloseGate): void {
    if (this.gates.some(({ key }) => key === gate.key)) throw new Error(`two gates are called ${gate.key}`);
    this.gates.push(gate);
  }

  /** Everything that speaks against closing through a day. */
  async findings(session: SqlSession, through: string): Promise<readonly GateFinding[]> {
    const found = await Promise.all(
      this.gates.map(async (gate) => {
        const issues = await gate.findings(session, through);
        return issues.map((each) => ({ gate: gate.key, found: each }));
      }),
    );
    return found.flat();
  }
}
