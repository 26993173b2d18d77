import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import { LOCK_TIMEOUT_MS } from '../../database/data-source.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { refusalOf } from '../../http/problem.js';
import { Refusal } from '../../http/refusal.js';
import { SETTINGS } from '../../ports.js';
import type { CommandOutcome } from '../command-writer.js';
import { PostingPath } from '../posting-path.js';
import type { DecidedCommand, EnteredLedger, SettledCommand } from '../posting-path.js';
import { lineOf } from './line-of.js';
import { LineIsFull, WaitingLines } from './waiting-lines.js';

/** A command that may wait for others. */
export interface QueuedCommand extends DecidedCommand {
  /** The ordinary path: a transaction of its own. */
  readonly alone: () => Promise<CommandOutcome>;
}

type Outcome = PromiseSettledResult<CommandOutcome>;

const BOUNDS = { together: 50, waiting: 1000 };

const LOCK_NOT_AVAILABLE = '55P03';
const DATABASE_TROUBLE: ReadonlySet<string> = new Set(['database_unreachable', 'overloaded']);

/**
 * Posts commands that want the same `queued` balance together: one transaction, one lock, one statement, one commit. Each is settled by what those
 * before it left and is refused by itself. When the transaction fails, each goes its own way.
 */
@Injectable()
export class PostingQueue {
  private readonly lines = new WaitingLines<QueuedCommand, CommandOutcome>(
    (commands) => this.serve(commands),
    BOUNDS,
  );

  constructor(
    private readonly database: Database,
    private readonly path: PostingPath,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Settles and writes a command; where many want the same, with those who want it too. */
  async post(command: QueuedCommand): Promise<CommandOutcome> {
    const line = lineOf(command);
    if (line === undefined) return command.alone();
    try {
      return await this.lines.enter(line, command);
    } catch (error) {
      throw error instanceof LineIsFull ? new Refusal(503, 'overloaded') : error;
    }
  }

  private async serve(commands: readonly QueuedCommand[]): Promise<readonly Outcome[]> {
    const [first, ...others] = commands;
    if (first === undefined || others.length === 0) return eachAlone(commands);
    try {
      const statementMs = LOCK_TIMEOUT_MS + this.settings.saveBudgetMs;
      return await this.database.transaction(
        (session) => this.together(session, [first, ...others]),
        undefined,
        statementMs,
      );
    } catch (error) {
      if (isAboutAll(error)) throw error;
      return eachAlone(commands);
    }
  }

  private async together(
    session: SqlSession,
    commands: readonly [DecidedCommand, ...DecidedCommand[]],
  ): Promise<Outcome[]> {
    const entered = await this.path.enter(session, commands);
    const settled = await this.settleInTurn(session, commands, entered);
    const written = (await this.path.write(session, settled.flatMap(fulfilled))).values();
    return settled.map((each) => {
      if (each.status === 'rejected') return each;
      return { status: 'fulfilled', value: written.next().value as CommandOutcome };
    });
  }

  private async settleInTurn(
    session: SqlSession,
    commands: readonly DecidedCommand[],
    entered: EnteredLedger,
  ): Promise<PromiseSettledResult<SettledCommand>[]> {
    let { open } = entered;
    const settled: PromiseSettledResult<SettledCommand>[] = [];
    for (const command of commands) {
      try {
        const next = open.fork();
        const value = await this.path.settle(session, command, { ...entered, open: next });
        open = next;
        settled.push({ status: 'fulfilled', value });
      } catch (reason) {
        if (!(reason instanceof Refusal)) throw reason;
        settled.push({ status: 'rejected', reason });
      }
    }
    return settled;
  }
}

/**
 * Each by itself would wait as long for a lock that somebody outside this process keeps. And where the connection broke nobody knows
 * whether the commit came through: doing it again could find its own records there.
 */
function isAboutAll(error: unknown): boolean {
  if ((error as { readonly code?: string }).code === LOCK_NOT_AVAILABLE) return true;
  return DATABASE_TROUBLE.has(refusalOf(error)?.code ?? '');
}

function eachAlone(commands: readonly QueuedCommand[]): Promise<Outcome[]> {
  return Promise.allSettled(commands.map(({ alone }) => alone()));
}

function fulfilled<T>(result: PromiseSettledResult<T>): T[] {
  return result.status === 'fulfilled' ? [result.value] : [];
}
