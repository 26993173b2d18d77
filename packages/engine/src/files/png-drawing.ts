import { crc32, inflateSync } from 'node:zlib';

/** What a picture may be at most, in dots. */
export interface DrawingLimits {
  readonly widthMax: number;
  readonly heightMax: number;
}

const SIGNATURE_BYTES = 8;
const LENGTH_BYTES = 4;
const TYPE_BYTES = 4;
const CRC_BYTES = 4;
const CHUNKS_MAX = 10_000;
const BITS_OF_BYTE = 8;
const HEADER_BYTES = 13;
/** Samples of a dot by the colour type of the header: grey, colours, palette, grey with alpha, colours with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/**
 * Whether bytes are one whole PNG picture within limits and nothing besides: each chunk with its checksum, as many dots
 * as the header says, and nothing behind the end. First bytes alone would let anything be hidden behind them.
 */
export function isPngDrawing(bytes: Buffer, limits: DrawingLimits): boolean {
  const chunks = chunksOf(bytes);
  const [header] = chunks ?? [];
  if (chunks === undefined || header?.type !== 'IHDR' || header.data.length !== HEADER_BYTES) return false;
  if (chunks.at(-1)?.type !== 'IEND' || chunks.filter(({ type }) => type === 'IEND').length > 1) return false;
  const expected = dotsOf(header.data, limits);
  if (expected === undefined) return false;
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  try {
    return inflateSync(Buffer.concat(packed), { maxOutputLength: expected }).length === expected;
  } catch {
    return false;
  }
}

function chunksOf(bytes: Buffer): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; at < bytes.length;) {
    if (chunks.length === CHUNKS_MAX || bytes.length - at < LENGTH_BYTES + TYPE_BYTES + CRC_BYTES)
      return undefined;
    const length = bytes.readUInt32BE(at);
    const start = at + LENGTH_BYTES;
    const end = start + TYPE_BYTES + length;
    if (end + CRC_BYTES > bytes.length) return undefined;
    if (crc32(bytes.subarray(start, end)) !== bytes.readUInt32BE(end)) return undefined;
    const type = bytes.toString('latin1', start, start + TYPE_BYTES);
    chunks.push({ type, data: bytes.subarray(start + TYPE_BYTES, end) });
    at = end + CRC_BYTES;
  }
  return chunks;
}

/** How many bytes the dots have when they are unpacked; nothing for what no pad draws. */
function dotsOf(header: Buffer, { widthMax, heightMax }: DrawingLimits): number | undefined {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(LENGTH_BYTES)];
  const [depth, colour, packing, filter, interlace] = header.subarray(2 * LENGTH_BYTES);
  const samples = SAMPLES[colour ?? -1];
  if (depth !== BITS_OF_BYTE || samples === undefined || packing !== 0 || filter !== 0 || interlace !== 0)
    return undefined;
  if (width === 0 || height === 0 || width > widthMax || height > heightMax) return undefined;
  return height * (1 + width * samples);
}
