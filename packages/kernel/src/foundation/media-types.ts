/** The kinds of files that records may keep, each told by its first bytes: a name and a sender's word prove nothing. */

interface MediaType {
  readonly mediaType: string;
  /** Lower case, without the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  /** Made of picture points alone: browsers may show it, no program can hide in it. */
  readonly isImage: boolean;
  begins(bytes: Uint8Array): boolean;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const GIF = [0x47, 0x49, 0x46, 0x38];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const FTYP = [0x66, 0x74, 0x79, 0x70];
const WEBP_AT = 8;
const FTYP_AT = 4;

function has(signature: readonly number[], at = 0): (bytes: Uint8Array) => boolean {
  return (bytes) => signature.every((byte, index) => bytes[at + index] === byte);
}

const TEXT_LOOKED_AT = 1024;

/** Text has no zero byte, and what begins like a page or a drawing with scripts is not taken for text. */
function isPlainText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, TEXT_LOOKED_AT);
  if (head.includes(0)) return false;
  const text = [...head].map((byte) => String.fromCharCode(byte)).join('');
  return !/<(?:!doctype|html|head|body|script|svg|iframe|\?xml)/i.test(text);
}

function mediaType(
  name: string,
  extensions: readonly string[],
  begins: (bytes: Uint8Array) => boolean,
): MediaType {
  return { mediaType: name, extensions, isImage: name.startsWith('image/'), begins };
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

const MEDIA_TYPES: readonly MediaType[] = [
  mediaType('image/png', ['png'], has(PNG)),
  mediaType('image/jpeg', ['jpg', 'jpeg'], has(JPEG)),
  mediaType('image/gif', ['gif'], has(GIF)),
  mediaType('image/webp', ['webp'], (bytes) => has(RIFF)(bytes) && has(WEBP, WEBP_AT)(bytes)),
  mediaType('application/pdf', ['pdf'], has(PDF)),
  mediaType(`${OFFICE}.wordprocessingml.document`, ['docx'], has(ZIP)),
  mediaType(`${OFFICE}.spreadsheetml.sheet`, ['xlsx'], has(ZIP)),
  mediaType(`${OFFICE}.presentationml.presentation`, ['pptx'], has(ZIP)),
  mediaType('application/msword', ['doc'], has(COMPOUND)),
  mediaType('application/vnd.ms-excel', ['xls'], has(COMPOUND)),
  mediaType('application/vnd.ms-powerpoint', ['ppt'], has(COMPOUND)),
  mediaType('application/zip', ['zip'], has(ZIP)),
  mediaType('video/mp4', ['mp4'], has(FTYP, FTYP_AT)),
  mediaType('text/plain', ['txt'], isPlainText),
  mediaType('text/csv', ['csv'], isPlainText),
];

/** What a field of files may name as accepted. */
export const FILE_MEDIA_TYPES: readonly string[] = MEDIA_TYPES.map((each) => each.mediaType);
export const IMAGE_MEDIA_TYPES: readonly string[] = MEDIA_TYPES.flatMap((each) =>
  each.isImage ? [each.mediaType] : [],
);

/** The most that one file may have, in bytes. */
export const FILE_BYTES_MAX = 25 * 1024 * 1024;

/**
 * The media type of a file: the one that its name ends for, if its first bytes agree. Pictures are known by their bytes
 * alone, since cameras and clipboards name them as they like; but a name that promises something else is a lie.
 * @param head the beginning of the file, a kilobyte or more where there is so much.
 * @returns undefined for what is not taken, and where name and content disagree.
 */
export function mediaTypeOf(name: string, head: Uint8Array): string | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase();
  const image = MEDIA_TYPES.find((each) => each.isImage && each.begins(head));
  if (ending === undefined) return image?.mediaType;
  return MEDIA_TYPES.find((each) => each.extensions.includes(ending) && each.begins(head))?.mediaType;
}

/** Endings of names, as choosers of files want them: `.png,.jpg`. */
export function endingsOf(mediaTypes: readonly string[]): string {
  return MEDIA_TYPES.filter((each) => mediaTypes.includes(each.mediaType))
    .flatMap((each) => each.extensions)
    .map((extension) => `.${extension}`)
    .join(',');
}
