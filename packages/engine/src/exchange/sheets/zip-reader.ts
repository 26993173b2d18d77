import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { unreadable } from './sheet-reader.js';

/** What one part of an archive may unfold to; sheets within our limits stay far below. */
const PART_BYTES_MAX = 512 * 1024 * 1024;
const PARTS_MAX = 2000;
const SLICE_BYTES = 65_536;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES_MAX = 65_535;
const STORED = 0;
const DEFLATED = 8;

interface Part {
  readonly method: number;
  readonly start: number;
  readonly packedBytes: number;
}

/** Reads the parts of a zip archive that lies in memory; each unfolds as a stream, never whole. */
export class ZipReader {
  private constructor(
    private readonly archive: Buffer,
    private readonly parts: ReadonlyMap<string, Part>,
  ) {}

  /** @throws a refusal when the bytes are no archive. */
  static open(archive: Buffer): ZipReader {
    try {
      return new ZipReader(archive, readDirectory(archive));
    } catch (error) {
      if (error instanceof RangeError) throw unreadable('zip');
      throw error;
    }
  }

  has(name: string): boolean {
    return this.parts.has(name);
  }

  /** The content of a part in pieces. Stops with a refusal where it unfolds beyond all measure. */
  async *read(name: string, bytesMax = PART_BYTES_MAX): AsyncGenerator<Buffer> {
    const part = this.parts.get(name);
    if (!part) throw unreadable(name);
    const packed = this.archive.subarray(part.start, part.start + part.packedBytes);
    let bytes = 0;
    for await (const piece of part.method === STORED ? slices(packed) : unfolded(packed)) {
      bytes += piece.length;
      if (bytes > bytesMax) throw unreadable('size');
      yield piece;
    }
  }

  /** The whole text of a small part. */
  async text(name: string, bytesMax: number): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of this.read(name, bytesMax)) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  }
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

async function* unfolded(packed: Buffer): AsyncGenerator<Buffer> {
  const source = Readable.from(slices(packed));
  const inflate = source.pipe(createInflateRaw());
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('Z_') ? unreadable('zip') : error;
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

function readDirectory(archive: Buffer): ReadonlyMap<string, Part> {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > PARTS_MAX) throw unreadable('zip');
  const parts = new Map<string, Part>();
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== ENTRY_SIGNATURE) throw unreadable('zip');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    const name = archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + (nameBytes ?? 0));
    parts.set(name, partAt(archive, at));
    at += ENTRY_BYTES + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  return parts;
}

function partAt(archive: Buffer, at: number): Part {
  const flags = archive.readUInt16LE(at + 8);
  const method = archive.readUInt16LE(at + 10);
  // Locked archives, and packings that no spreadsheet uses.
  if ((flags & 1) !== 0 || (method !== STORED && method !== DEFLATED)) throw unreadable('locked');
  const local = archive.readUInt32LE(at + 42);
  if (archive.readUInt32LE(local) !== LOCAL_SIGNATURE) throw unreadable('zip');
  const start = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  return { method, start, packedBytes: archive.readUInt32LE(at + 20) };
}

function findEnd(archive: Buffer): number {
  const least = Math.max(0, archive.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = archive.length - END_BYTES; at >= least; at -= 1)
    if (archive.readUInt32LE(at) === END_SIGNATURE) return at;
  throw unreadable('zip');
}
