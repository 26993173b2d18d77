import { endingsOf, issue, mediaTypeOf } from '@dougong/kernel/foundation';
import type { FileLimits } from '@dougong/kernel/forms';
import { createHash } from 'node:crypto';
import { invalid, Refusal } from '../http/refusal.js';
import { isPngDrawing } from './png-drawing.js';

/** What somebody sends to be kept. */
export interface Upload {
  readonly name: string;
  readonly source: AsyncIterable<Uint8Array>;
}

export interface CheckedContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

const NAME_LENGTH_MAX = 255;
const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;
const NAMELESS = 'file';

/**
 * Reads an upload, no further than the field allows, and looks at what it really is.
 * @throws Refusal 413 when it is too large, 422 when it is empty or of a kind that the field does not take.
 */
export async function readUpload(upload: Upload, limits: FileLimits): Promise<CheckedContent> {
  const name = plainName(upload.name);
  const bytes = await readAtMost(upload.source, limits.bytes);
  if (bytes.length === 0) throw invalid([issue('file_empty', '', { name })]);
  const mediaType = mediaTypeOf(name, bytes);
  if (mediaType === undefined || !limits.mediaTypes.includes(mediaType))
    throw invalid([issue('file_type_refused', '', { name, accepted: endingsOf(limits.mediaTypes) })]);
  checkDrawing(name, bytes, limits);
  return { name, mediaType, bytes, sha256: createHash('sha256').update(bytes).digest() };
}

/** What is drawn here was made by a pad; anything else that begins like it is not taken. */
function checkDrawing(name: string, bytes: Buffer, { drawing }: FileLimits): void {
  if (drawing === undefined || isPngDrawing(bytes, drawing)) return;
  const { widthMax: width, heightMax: height } = drawing;
  throw invalid([issue('signature_invalid', '', { name, width, height })]);
}

/** A name without folders and without signs that nobody sees or that turn the reading around. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replaceAll(/\p{C}/gu, '').normalize('NFC').trim();
  return [...plain].slice(-NAME_LENGTH_MAX).join('') || NAMELESS;
}

async function readAtMost(source: AsyncIterable<Uint8Array>, max: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > max) throw new Refusal(413, 'upload_too_large', [], { params: { max: sizeText(max) } });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function sizeText(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.ceil(bytes / KILOBYTE)} KB`;
  return `${Math.round((bytes / MEGABYTE) * 10) / 10} MB`;
}
