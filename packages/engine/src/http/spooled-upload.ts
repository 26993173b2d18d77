import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER_PREFIX = 'dougong-upload-';
/** Enough to tell what a file is. */
const HEAD_BYTES = 4096;
const OWNER_ONLY = 0o600;

/** An upload that has come in whole and lies on the disk. */
export interface SpooledUpload {
  readonly bytes: number;
  readonly sha256: Buffer;
  /** How it begins. */
  readonly head: Buffer;
  /** The whole content, for the moment in which it is handed on. */
  content(): Promise<Buffer>;
}

export interface SpoolLimits {
  readonly bytesMax: number;
  /** What is thrown at the first byte too many; nothing behind it is read. */
  tooLarge(): Error;
}

/**
 * Takes an upload in on a temporary file, so that slow and many uploads cost disk and not memory, and hands it to `use`.
 * The file is gone afterwards in every case: used, refused, broken off. Where the system allows it, it has no name from the
 * beginning, so that not even a killed process leaves it behind.
 */
export async function withSpooled<T>(
  source: AsyncIterable<Uint8Array>,
  limits: SpoolLimits,
  use: (upload: SpooledUpload) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  try {
    const path = join(folder, 'content');
    const file = await open(path, 'wx+', OWNER_ONLY);
    try {
      // Windows keeps names of open files; there the folder goes at the end.
      await unlink(path).catch(() => undefined);
      return await use(await spool(file, source, limits));
    } finally {
      await file.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function spool(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  { bytesMax, tooLarge }: SpoolLimits,
): Promise<SpooledUpload> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of source) {
    if (bytes + piece.length > bytesMax) throw tooLarge();
    hash.update(piece);
    await writeAll(file, piece, bytes);
    bytes += piece.length;
  }
  const read = (length: number) => readAll(file, Math.min(length, bytes));
  return { bytes, sha256: hash.digest(), head: await read(HEAD_BYTES), content: () => read(bytes) };
}

async function writeAll(file: FileHandle, piece: Uint8Array, at: number): Promise<void> {
  for (let written = 0; written < piece.length;)
    written += (await file.write(piece, written, piece.length - written, at + written)).bytesWritten;
}

async function readAll(file: FileHandle, length: number): Promise<Buffer> {
  const content = Buffer.alloc(length);
  for (let read = 0; read < length;) {
    const { bytesRead } = await file.read(content, read, length - read, read);
    if (bytesRead === 0) throw new Error('the temporary file of an upload is shorter than what was written');
    read += bytesRead;
  }
  return content;
}
