import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { FORMAT, FRAME, frameHead, MAGIC, sealed } from './frames.js';
import type { FrameKind } from './frames.js';
import type { Manifest, Part, Preamble } from './manifest.js';
import { FrameLock, newEncryption } from './passphrase.js';

/** Only its owner may read a backup: it holds everything, with password hashes and secrets of endpoints. */
const OWNER_ONLY = 0o600;
/** Fast rather than small: a backup should not hold its snapshot longer than it must. */
const COMPRESSION_LEVEL = 4;
const GZIP_CHUNK_BYTES = 65_536;

/** Rows as they are written, with their number known once all have been read. */
export interface RowSource extends AsyncIterable<Buffer> {
  readonly rows: number;
}

/**
 * Writes a backup beside its name and gives it the name when all of it is on disk, so that a file with the name is whole.
 */
export class BackupWriter {
  /** Bytes written so far. */
  bytes = 0;
  private readonly parts: Part[] = [];
  private readonly sum = createHash('sha256');

  private constructor(
    private readonly file: FileHandle,
    private readonly path: string,
    private readonly lock: FrameLock | undefined,
  ) {}

  /** @param path of the file to make; what lies there is not overwritten. */
  static async create(path: string, passphrase?: string): Promise<BackupWriter> {
    await refuseTaken(path);
    const preamble: Preamble = { format: FORMAT, encryption: passphrase ? newEncryption() : null };
    const text = `${MAGIC}\n${JSON.stringify(preamble)}\n`;
    const lock =
      passphrase && preamble.encryption && (await FrameLock.of(passphrase, preamble.encryption, text));
    const file = await open(unfinished(path), 'w', OWNER_ONLY);
    const writer = new BackupWriter(file, path, lock || undefined);
    await writer.write(Buffer.from(text));
    return writer;
  }

  /** Writes one part: packed, and with its checksum. */
  async part(name: string, source: RowSource): Promise<void> {
    await this.frame(FRAME.begin, json({ name }));
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(
      source,
      counted,
      createGzip({ level: COMPRESSION_LEVEL, chunkSize: GZIP_CHUNK_BYTES }),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const chunk of packed) await this.frame(FRAME.rows, chunk);
      },
    );
    const part: Part = { name, rows: source.rows, bytes, sha256: hash.digest('hex') };
    await this.frame(FRAME.end, json(part));
    this.parts.push(part);
  }

  /** Writes the manifest and gives the file its name. */
  async finish(about: Omit<Manifest, 'format' | 'parts'>): Promise<Manifest> {
    const manifest: Manifest = { format: FORMAT, ...about, parts: this.parts };
    await this.frame(FRAME.manifest, sealed(this.sum, json(manifest)));
    await this.file.sync();
    await this.file.close();
    await rename(unfinished(this.path), this.path);
    return manifest;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(unfinished(this.path), { force: true });
  }

  private async frame(kind: FrameKind, content: Buffer): Promise<void> {
    const sent = this.lock ? this.lock.close(kind, content) : content;
    await this.write(frameHead(kind, sent.length));
    await this.write(sent);
  }

  private async write(bytes: Buffer): Promise<void> {
    this.sum.update(bytes);
    await this.file.writev([bytes]);
    this.bytes += bytes.length;
  }
}

/** Where a backup lies until it is whole. */
export function unfinished(path: string): string {
  return `${path}.unfinished`;
}

async function refuseTaken(path: string): Promise<void> {
  const taken = await open(path, 'r').catch(() => undefined);
  await taken?.close();
  if (taken)
    throw Object.assign(new Error(`${path} is there already; choose another name`), { code: 'EEXIST' });
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
