import type { Hash } from 'node:crypto';

/**
 * How a backup lies in its file: a line that says what it is, a line of JSON that says how to read on, and frames.
 * A frame is its length (4 bytes, big endian, of what follows the kind), one byte for its kind, and its content. Parts follow one
 * another; the frame `manifest` is the last, so a file
 * that was cut off has none, and begins with a checksum of the whole file.
 */
export const MAGIC = 'DOUGONG BACKUP';
export const FORMAT = 1;

export const FRAME = { begin: 1, rows: 2, end: 3, manifest: 4 } as const;
export type FrameKind = (typeof FRAME)[keyof typeof FRAME];

export interface Frame {
  readonly kind: FrameKind;
  readonly content: Buffer;
}

/** No frame is larger, so that nobody can make a reader take any amount of memory; a manifest of 10,000 tables fits. */
export const FRAME_BYTES_MAX = 16 * 1_048_576;
export const HEAD_BYTES = 5;
export const PREAMBLE_BYTES_MAX = 4096;

/** The head of a frame. */
export function frameHead(kind: FrameKind, length: number): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(length, 0);
  head.writeUInt8(kind, 4);
  return head;
}

const SUM_BYTES = 32;

/** A last content behind the checksum of everything: of all bytes of the file before its frame, and of itself. */
export function sealed(before: Hash, content: Buffer): Buffer {
  return Buffer.concat([before.copy().update(content).digest(), content]);
}

/** The content as it was sealed; nothing when it or anything before it was changed. */
export function unsealed(before: Hash, whole: Buffer): Buffer | undefined {
  const content = whole.subarray(SUM_BYTES);
  const sum = before.copy().update(content).digest();
  return sum.equals(whole.subarray(0, SUM_BYTES)) ? content : undefined;
}

/** Whether a byte names a kind of frames. */
export function isFrameKind(kind: number): kind is FrameKind {
  return Object.values(FRAME).some((each) => each === kind);
}
