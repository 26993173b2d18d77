import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource } from 'typeorm';
import { Database } from './database.js';
import type { SqlSession } from './sql-session.js';

const SAVEPOINT = 'nested_work';

/**
 * A database inside of one transaction: whoever borrows a connection is given the session of that transaction, and
 * whoever asks for a transaction gets a savepoint of it. Nothing that is done with it outlives the transaction, and it
 * never takes a second connection.
 */
export class NestedDatabase extends Database {
  private readonly inside = new AsyncLocalStorage<true>();
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param session of the transaction around; begun by a plain statement, so that the session sends no COMMIT of its own.
   * @param limitMs the most that a statement may take from now on; throws when no time is left.
   */
  constructor(
    dataSource: DataSource,
    private readonly session: SqlSession,
    private readonly limitMs: () => number,
  ) {
    super(dataSource);
  }

  override withSession<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.inTurn(work);
  }

  override transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.inTurn(work);
  }

  /** What never happened is told to nobody. */
  override notify(): Promise<void> {
    return Promise.resolve();
  }

  /** Savepoints nest, so pieces of work go one after another; what is done within one of them belongs to it. */
  private inTurn<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    if (this.inside.getStore()) return work(this.session);
    const turn = this.last.then(() => this.inside.run(true, () => this.inSavepoint(work)));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async inSavepoint<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const limit = `SET LOCAL statement_timeout = ${Math.ceil(this.limitMs())}`;
    const begun = this.session.query(`SAVEPOINT ${SAVEPOINT}; ${limit}`);
    begun.catch(() => undefined);
    try {
      const result = await work(this.session);
      await begun;
      await this.session.query(`RELEASE SAVEPOINT ${SAVEPOINT}`);
      return result;
    } catch (error) {
      await this.session.query(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}; RELEASE SAVEPOINT ${SAVEPOINT}`);
      throw error;
    }
  }
}
