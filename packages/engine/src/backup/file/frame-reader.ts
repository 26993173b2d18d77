import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { FRAME_BYTES_MAX, HEAD_BYTES, isFrameKind } from './frames.js';
import type { Frame } from './frames.js';
import type { FrameLock } from './passphrase.js';

/** A file is cut off or does not hold what a backup holds at this place. */
export class BadFrame extends Error {}

/** Reads lines and frames one after the other; holds one frame at a time. */
export class FrameReader {
  private position = 0;
  private readonly seen = createHash('sha256');
  private before = this.seen;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<FrameReader> {
    return new FrameReader(await open(path, 'r'));
  }

  /** The line that comes next, without its end; nothing when none ends within the limit. */
  async line(bytesMax: number): Promise<string | undefined> {
    const { buffer, bytesRead } = await this.file.read({
      buffer: Buffer.alloc(bytesMax),
      position: this.position,
    });
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    if (end < 0) return undefined;
    this.position += end + 1;
    this.seen.update(buffer.subarray(0, end + 1));
    return buffer.toString('utf8', 0, end);
  }

  /** The checksum of everything before the frame that was read last. */
  get sumBefore(): Hash {
    return this.before;
  }

  /** The next frame; nothing at the end of the file. */
  async frame(lock: FrameLock | undefined): Promise<Frame | undefined> {
    this.before = this.seen.copy();
    const head = await this.read(HEAD_BYTES);
    if (head.length === 0) return undefined;
    if (head.length < HEAD_BYTES) throw new BadFrame('the file is cut off');
    const [length, kind] = [head.readUInt32BE(0), head.readUInt8(4)];
    if (length > FRAME_BYTES_MAX || !isFrameKind(kind))
      throw new BadFrame('there is something else where a frame should begin');
    const content = await this.read(length);
    if (content.length < length) throw new BadFrame('the file is cut off');
    this.seen.update(head).update(content);
    return { kind, content: lock ? opened(lock, kind, content) : content };
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private async read(length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.file.read(buffer, filled, length - filled, this.position);
      if (bytesRead === 0) break;
      filled += bytesRead;
      this.position += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
}

function opened(lock: FrameLock, kind: Frame['kind'], content: Buffer): Buffer {
  try {
    return lock.open(kind, content);
  } catch {
    throw new BadFrame('it does not open with this passphrase, or it was changed');
  }
}
