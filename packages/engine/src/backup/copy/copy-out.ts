import type { ClientBase, Connection, Submittable } from 'pg';

const CHUNK_BYTES = 65_536;
/** What may wait for its reader before the server is asked to wait. */
const WAITING_BYTES_MAX = 1_048_576;
const LINE_FEED = 10;

/**
 * The rows of `COPY ... TO STDOUT` as they come, in pieces of about 64 KiB. A reader that is slower than the server makes
 * the server wait, so memory stays the same however large the table is. Each row of the text format ends with a line feed.
 */
export function copyOut(client: ClientBase, statement: string): CopyOut {
  return client.query(new CopyOut(statement));
}

/** One running `COPY ... TO STDOUT`; read it to its end. */
export class CopyOut implements Submittable, AsyncIterable<Buffer> {
  /** Rows seen so far. */
  rows = 0;
  private readonly waiting: Buffer[] = [];
  private waitingBytes = 0;
  private filling = Buffer.allocUnsafe(CHUNK_BYTES);
  private filled = 0;
  private failure: Error | undefined;
  private ended = false;
  private connection: Connection | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly statement: string) {}

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.statement);
  }

  /** The driver hands out views of a buffer that it uses again, so what comes is copied at once. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (chunk[chunk.length - 1] === LINE_FEED) this.rows += 1;
    if (this.filled + chunk.length > CHUNK_BYTES) this.handOver();
    if (chunk.length > CHUNK_BYTES) this.push(Buffer.from(chunk));
    else this.filled += chunk.copy(this.filling, this.filled);
  }

  handleCommandComplete(): void {
    this.handOver();
  }

  handleReadyForQuery(): void {
    this.finish();
  }

  handleError(error: Error): void {
    this.failure = error;
    this.finish();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (;;) {
      const chunk = this.waiting.shift();
      if (chunk) {
        this.waitingBytes -= chunk.length;
        if (this.waitingBytes < WAITING_BYTES_MAX) this.connection?.stream.resume();
        yield chunk;
      } else if (this.ended) {
        if (this.failure) throw this.failure;
        return;
      } else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  private handOver(): void {
    if (this.filled === 0) return;
    this.push(this.filling.subarray(0, this.filled));
    this.filling = Buffer.allocUnsafe(CHUNK_BYTES);
    this.filled = 0;
  }

  private push(chunk: Buffer): void {
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    if (this.waitingBytes >= WAITING_BYTES_MAX) this.connection?.stream.pause();
    this.wake?.();
  }

  private finish(): void {
    this.ended = true;
    this.wake?.();
  }
}
