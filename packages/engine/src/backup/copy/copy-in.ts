import { once } from 'node:events';
import type { ClientBase, Connection, Submittable } from 'pg';

/** The part of the driver's connection that its types leave out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/**
 * Sends pieces to `COPY ... FROM STDIN`. Waits whenever the socket is full, so memory stays the same.
 * @returns the rows that the server took.
 */
export async function copyIn(
  client: ClientBase,
  statement: string,
  source: AsyncIterable<Buffer>,
): Promise<number> {
  const copy = client.query(new CopyIn(statement, source));
  return copy.done;
}

const TAKEN = /^COPY (\d+)$/;

class CopyIn implements Submittable {
  readonly done: Promise<number>;
  private resolve!: (rows: number) => void;
  private reject!: (error: unknown) => void;
  private rows = 0;
  /** What went wrong on our side; the server only repeats that we gave up. */
  private failure: unknown;
  private refused = false;

  constructor(
    private readonly statement: string,
    private readonly source: AsyncIterable<Buffer>,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: Connection): void {
    void this.send(connection as CopyConnection);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = Number.parseInt(TAKEN.exec(text)?.[1] ?? '0', 10);
  }

  handleReadyForQuery(): void {
    this.resolve(this.rows);
  }

  handleError(error: Error): void {
    this.refused = true;
    this.reject(this.failure ?? error);
  }

  private async send(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of this.source) {
        if (this.refused) return;
        connection.sendCopyFromChunk(chunk);
        if (connection.stream.writableNeedDrain) await drained(connection);
      }
      connection.endCopyFrom();
    } catch (error) {
      this.failure = error;
      connection.sendCopyFail('the source of the rows failed');
    }
  }
}

/** A connection that ends meanwhile must not be waited for for ever. */
async function drained({ stream }: CopyConnection): Promise<void> {
  const ended = new AbortController();
  try {
    await Promise.race([
      once(stream, 'drain', { signal: ended.signal }),
      once(stream, 'close', { signal: ended.signal }),
    ]);
  } finally {
    ended.abort();
  }
}
