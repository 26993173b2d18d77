import { Inject, Injectable } from '@nestjs/common';
import { balanceKey } from '@dougong/kernel/registers';
import type { Settings } from '../../config/settings.js';
import { LOCK_TIMEOUT_MS } from '../../database/data-source.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import { SETTINGS } from '../../ports.js';
import type { CommandOutcome } from '../command-writer.js';
import { PostingPath } from '../posting-path.js';
import type { DecidedCommand, EnteredLedger, SettledCommand } from '../posting-path.js';
import { lineOf } from './line-of.js';
import type { Line } from './line-of.js';
import { isTrouble } from './trouble.js';
import { LineIsFull, WaitingLines } from './waiting-lines.js';

/** A command that may wait for others. */
export interface QueuedCommand extends DecidedCommand {
  /** The ordinary path: a transaction of its own. */
  readonly alone: () => Promise<CommandOutcome>;
}

interface Waiting {
  readonly command: QueuedCommand;
  readonly line: Line;
}

type Outcome = PromiseSettledResult<CommandOutcome>;

const WAITING_MAX = 1000;

/** While the database writes one half of those who are about, the other one is decided and settled. */
const PARTS = 2;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Posts commands that come at the same time together: one transaction, one lock, one statement, one commit. Each is settled by what those
 * before it left and is refused by itself. When the transaction fails, each goes its own way.
 */
@Injectable()
export class PostingQueue {
  private readonly lines: WaitingLines<Waiting, CommandOutcome>;

  constructor(
    private readonly database: Database,
    private readonly path: PostingPath,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const bounds = { together: settings.postTogether, waiting: WAITING_MAX, parts: PARTS };
    this.lines = new WaitingLines((waiting, isAlone) => this.serve(waiting, isAlone), bounds);
  }

  /** Settles and writes a command; where many come at once, with the others. */
  async post(command: QueuedCommand): Promise<CommandOutcome> {
    const line = this.settings.postTogether > 1 ? lineOf(command) : undefined;
    if (line === undefined) return command.alone();
    try {
      return await this.lines.enter(line, { command, line });
    } catch (error) {
      throw error instanceof LineIsFull ? new Refusal(503, 'overloaded') : error;
    }
  }

  private async serve(
    waiting: readonly Waiting[],
    isAlone: boolean,
  ): Promise<readonly Promise<CommandOutcome>[]> {
    const commands = waiting.map(({ command }) => command);
    const { lockMs = LOCK_TIMEOUT_MS } = waiting[0]?.line ?? {};
    try {
      return await this.postTogether(commands, lockMs).catch((error: unknown) => {
        // Those of the same line are done soon: it is worth waiting for them.
        if (isAlone || !isBusy(error) || lockMs >= LOCK_TIMEOUT_MS) throw error;
        return this.postTogether(commands, LOCK_TIMEOUT_MS);
      });
    } catch (error) {
      const wantTheSame = new Set(waiting.map(({ line }) => balancesOf(line))).size === 1;
      if (isBusy(error) ? wantTheSame && lockMs >= LOCK_TIMEOUT_MS : isNoUse(error, commands.length))
        throw error;
      // Nobody waits for those who may wait long now; where all want the same balances, all would only wait as long again.
      return commands.map(({ alone }) => alone());
    }
  }

  private async postTogether(
    commands: readonly QueuedCommand[],
    lockMs: number,
  ): Promise<readonly Promise<CommandOutcome>[]> {
    const outcomes = await this.database.transaction(
      (session) => this.together(session, commands),
      commands.flatMap(({ run }) => run.request.usage ?? []),
      { statementMs: LOCK_TIMEOUT_MS + this.settings.saveBudgetMs, lockMs },
    );
    return outcomes.map(promiseOf);
  }

  private async together(session: SqlSession, commands: readonly DecidedCommand[]): Promise<Outcome[]> {
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
 * Whether it would be no use if each went its own way: there is but one, or there is no way. Where the connection broke nobody knows
 * whether the commit came through: doing it again could find its own records there.
 */
function isNoUse(error: unknown, count: number): boolean {
  return count === 1 || isTrouble(error);
}

/** Equal texts, the same balances. */
function balancesOf({ keys }: Line): string {
  return keys
    .map(({ register, key }) => balanceKey(register, key))
    .sort()
    .join(' ');
}

function isBusy(error: unknown): boolean {
  return (error as { readonly code?: string }).code === LOCK_NOT_AVAILABLE;
}

async function promiseOf(outcome: Outcome): Promise<CommandOutcome> {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

function fulfilled<T>(result: PromiseSettledResult<T>): T[] {
  return result.status === 'fulfilled' ? [result.value] : [];
}
