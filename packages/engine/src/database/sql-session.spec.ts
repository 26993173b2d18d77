import type { PoolClient } from 'pg';
import { noUsage, SqlSession } from './sql-session.js';

/** A connection that answers in order, one turn after everything was sent, as pipelined ones do. */
class FakeConnection {
  readonly sent: string[] = [];
  readonly packets: string[][] = [];
  private packet: string[] = [];
  readonly connection = {
    stream: {
      cork: (): void => void (this.packet = []),
      uncork: (): void => void this.packets.push(this.packet),
    },
  };

  constructor(private readonly failing?: string) {}

  async query({ text }: { text: string }): Promise<{ command: string }> {
    this.sent.push(text);
    this.packet.push(text);
    await new Promise((resolve) => setImmediate(resolve));
    if (text === this.failing) throw new Error('refused');
    const undone = text === 'COMMIT' && this.failing !== undefined;
    return { command: undone ? 'ROLLBACK' : text };
  }
}

function sessionOn(connection: FakeConnection) {
  const usage = noUsage();
  return { session: new SqlSession(connection as unknown as PoolClient, [usage]), usage };
}

describe('a piece of work on one connection', () => {
  it('sends BEGIN with the first statement in one packet and one round trip', async () => {
    const connection = new FakeConnection();
    const { session, usage } = sessionOn(connection);
    await Promise.all([session.begin(), session.query('SELECT 1')]);
    expect(connection.packets).toEqual([['BEGIN', 'SELECT 1']]);
    expect(usage).toEqual({ roundTrips: 1, statements: 2 });
  });

  it('sends COMMIT with the last statement and commits once', async () => {
    const connection = new FakeConnection();
    const { session, usage } = sessionOn(connection);
    await session.begin();
    await session.preparedLast('w', 'WRITE', []);
    await session.commit();
    expect(connection.sent).toEqual(['BEGIN', 'WRITE', 'COMMIT']);
    expect(usage).toEqual({ roundTrips: 2, statements: 3 });
  });

  it('commits nothing that is not in a transaction', async () => {
    const connection = new FakeConnection();
    await sessionOn(connection).session.preparedLast('w', 'WRITE', []);
    expect(connection.sent).toEqual(['WRITE']);
  });

  it('tells why the last statement failed, and its COMMIT is answered with a rollback', async () => {
    const connection = new FakeConnection('WRITE');
    const { session } = sessionOn(connection);
    await session.begin();
    await expect(session.preparedLast('w', 'WRITE', [])).rejects.toThrow('refused');
    await expect(session.commit()).rejects.toThrow('rolled back');
  });
});
