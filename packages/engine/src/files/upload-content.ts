import { endingsOf, issue, mediaTypeOf } from '@dougong/kernel/foundation';
import type { FileLimits } from '@dougong/kernel/forms';
import { invalid, Refusal } from '../http/refusal.js';
import { withSpooled } from '../http/spooled-upload.js';
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
 * Takes an upload in, no further than the field allows, looks at what it really is and hands it to `use`. While it comes in it
 * lies on the disk; in memory it is only as long as `use` works.
 * @throws Refusal 413 when it is too large, 422 when it is empty or of a kind that the field does not take.
 */
export function withUpload<T>(
  upload: Upload,
  limits: FileLimits,
  use: (content: CheckedContent) => Promise<T>,
): Promise<T> {
  const name = plainName(upload.name);
  const tooLarge = () =>
    new Refusal(413, 'upload_too_large', [], { params: { max: sizeText(limits.bytes) } });
  return withSpooled(upload.source, { bytesMax: limits.bytes, tooLarge }, async (spooled) => {
    const { bytes, sha256, head } = spooled;
    if (bytes === 0) throw invalid([issue('file_empty', '', { name })]);
    const mediaType = mediaTypeOf(name, head);
    if (mediaType === undefined || !limits.mediaTypes.includes(mediaType))
      throw invalid([issue('file_type_refused', '', { name, accepted: endingsOf(limits.mediaTypes) })]);
    const content = await spooled.content();
    checkDrawing(name, content, limits);
    return use({ name, mediaType, bytes: content, sha256 });
  });
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

function sizeText(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.ceil(bytes / KILOBYTE)} KB`;
  return `${Math.round((bytes / MEGABYTE) * 10) / 10} MB`;
}
