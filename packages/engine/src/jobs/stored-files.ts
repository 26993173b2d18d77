import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { later } from '../workers/later.js';

export interface NewFile {
  readonly name: string;
  readonly mediaType: string;
  readonly createdBy: string | null;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

const PIECE_BYTES = 1024 * 1024;
const KEEP_MS = 30 * 86_400_000;
const NAME_LENGTH_MAX = 200;

const MAKE = `
  INSERT INTO core.stored_file (id, name, media_type, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`;
const ADD_PIECE = 'INSERT INTO core.stored_file_piece (file_id, seq, bytes) VALUES ($1, $2, $3)';
const FINISH = 'UPDATE core.stored_file SET bytes = $2 WHERE id = $1';
const FIND = `SELECT id, name, media_type AS "mediaType", bytes::int8::text AS bytes FROM core.stored_file WHERE id = $1`;
const PIECE = 'SELECT bytes FROM core.stored_file_piece WHERE file_id = $1 AND seq = $2';

/** Files that go into jobs and come out of them. They lie in the database, so that any process can work on them. */
@Injectable()
export class StoredFiles {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /**
   * Keeps what a source brings, piece by piece; at most one piece is in memory.
   * @param bytesMax a source that brings more is refused with 413 and leaves nothing.
   */
  async keep(file: NewFile, source: AsyncIterable<Uint8Array>, bytesMax = Infinity): Promise<StoredFile> {
    const id = this.ids();
    const now = this.clock();
    const name = file.name.slice(0, NAME_LENGTH_MAX);
    await this.database.query(MAKE, [id, name, file.mediaType, file.createdBy, now, later(now, KEEP_MS)]);
    try {
      const bytes = await this.keepPieces(id, source, bytesMax);
      await this.database.query(FINISH, [id, bytes]);
      return { id, name, mediaType: file.mediaType, bytes };
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  private async keepPieces(id: string, source: AsyncIterable<Uint8Array>, bytesMax: number): Promise<number> {
    let [bytes, seq] = [0, 0];
    let waiting: Uint8Array[] = [];
    let waitingBytes = 0;
    const flush = async (): Promise<void> => {
      if (waitingBytes === 0) return;
      await this.database.query(ADD_PIECE, [id, (seq += 1), Buffer.concat(waiting)]);
      [waiting, waitingBytes] = [[], 0];
    };
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > bytesMax)
        throw new Refusal(413, 'file_too_large', [], { params: { max: bytesMax / PIECE_BYTES } });
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= PIECE_BYTES) await flush();
    }
    await flush();
    return bytes;
  }

  async find(id: string): Promise<StoredFile | undefined> {
    const { rows } = await this.database.query<{ bytes: string } & Record<string, unknown>>(FIND, [id]);
    const [row] = rows;
    return row && ({ ...row, bytes: Number.parseInt(row.bytes, 10) } as unknown as StoredFile);
  }

  /** The content of a file, piece by piece. */
  async *read(id: string): AsyncGenerator<Buffer> {
    for (let seq = 1; ; seq += 1) {
      const { rows } = await this.database.query<{ bytes: Buffer }>(PIECE, [id, seq]);
      const [row] = rows;
      if (!row) return;
      yield row.bytes;
    }
  }

  /** The whole content, where it is small enough by the limit that it was kept under. */
  async whole(id: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.read(id)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async remove(id: string): Promise<void> {
    await this.database.query('DELETE FROM core.stored_file WHERE id = $1', [id]);
  }
}
