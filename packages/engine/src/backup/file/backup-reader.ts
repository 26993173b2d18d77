import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { TSchema, Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Refusal } from '../../http/refusal.js';
import { damaged, notABackup } from '../backup-fault.js';
import { BadFrame, FrameReader } from './frame-reader.js';
import { FORMAT, FRAME, MAGIC, PREAMBLE_BYTES_MAX, unsealed } from './frames.js';
import type { Frame } from './frames.js';
import { Manifest, Part, Preamble } from './manifest.js';
import { FrameLock } from './passphrase.js';

/** What is done with the content of a part; it is given unpacked. Nothing: it is only checked. */
export type PartHandler = (name: string, content: AsyncIterable<Buffer>) => Promise<void>;

const MANIFEST = 'manifest';

/**
 * Reads a backup from its beginning to its end and hands each part over as it comes. Every part is compared with its checksum, and
 * all of them with the manifest.
 * @throws a refusal that names the part that is damaged.
 */
export async function readBackup(
  path: string,
  passphrase: string | undefined,
  handle: PartHandler = drop,
): Promise<Manifest> {
  const reader = await FrameReader.open(path);
  const place = { part: 'beginning' };
  try {
    const lock = await openPreamble(reader, passphrase);
    return await new PartsReader(reader, lock, place).readAll(handle);
  } catch (error) {
    if (error instanceof BadFrame) throw damaged(place.part, error.message);
    throw error;
  } finally {
    await reader.close();
  }
}

async function drop(_name: string, content: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of content) void chunk;
}

async function openPreamble(
  reader: FrameReader,
  passphrase: string | undefined,
): Promise<FrameLock | undefined> {
  const magic = await reader.line(PREAMBLE_BYTES_MAX);
  if (magic !== MAGIC) throw notABackup('its first line says something else');
  const line = await reader.line(PREAMBLE_BYTES_MAX);
  const preamble = parsed(line);
  const format = (preamble as { format?: unknown } | undefined)?.format;
  if (format !== undefined && format !== FORMAT)
    throw notABackup(`its format is ${String(format)}, not ${FORMAT}`);
  if (!Value.Check(Preamble, preamble)) throw notABackup('its second line cannot be read');
  if (!preamble.encryption) return undefined;
  if (!passphrase) throw new Refusal(422, 'backup_locked');
  return FrameLock.of(passphrase, preamble.encryption, `${MAGIC}\n${line}\n`);
}

/** Reads the frames behind the preamble. */
class PartsReader {
  private readonly parts: Part[] = [];

  constructor(
    private readonly reader: FrameReader,
    private readonly lock: FrameLock | undefined,
    private readonly place: { part: string },
  ) {}

  async readAll(handle: PartHandler): Promise<Manifest> {
    for (;;) {
      const frame = await this.next();
      if (frame.kind === FRAME.manifest) return this.finish(frame);
      if (frame.kind !== FRAME.begin) throw new BadFrame('a part has no beginning');
      const name = (parsed(frame.content.toString('utf8')) as { name?: unknown } | undefined)?.name;
      if (typeof name !== 'string') throw new BadFrame('a part has no name');
      this.place.part = name;
      await this.readPart(name, handle);
    }
  }

  private async readPart(name: string, handle: PartHandler): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    let end: Frame | undefined;
    const packed = async function* (reader: PartsReader): AsyncGenerator<Buffer> {
      for (;;) {
        const frame = await reader.next();
        if (frame.kind === FRAME.rows) yield frame.content;
        else {
          end = frame;
          return;
        }
      }
    };
    const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(packed(this), createGunzip(), counted, (content: AsyncIterable<Buffer>) =>
      handle(name, content),
    ).catch((error: unknown) => {
      throw causeOf(error);
    });
    const told = end?.kind === FRAME.end ? read(Part, end.content) : undefined;
    if (!told || told.name !== name) throw new BadFrame('its end is missing');
    if (told.bytes !== bytes || told.sha256 !== hash.digest('hex'))
      throw new BadFrame('its checksum is not that of its content');
    this.parts.push(told);
  }

  private async finish({ content }: Frame): Promise<Manifest> {
    this.place.part = MANIFEST;
    const whole = unsealed(this.reader.sumBefore, content);
    if (!whole) throw new BadFrame('the checksum of the file is not that of its bytes');
    const manifest = read(Manifest, whole);
    if (!manifest) throw new BadFrame('it cannot be read');
    if (JSON.stringify(manifest.parts) !== JSON.stringify(this.parts))
      throw new BadFrame('it lists other parts than there are');
    if (await this.reader.frame(undefined)) throw new BadFrame('something follows the manifest');
    return manifest;
  }

  private async next(): Promise<Frame> {
    const frame = await this.reader.frame(this.lock);
    if (!frame) throw new BadFrame('the file is cut off');
    return frame;
  }
}

/**
 * Why a part could not be read. Several steps of a pipeline may fail at once, and are told together: a frame that is wrong
 * says more than that its content cannot be unpacked.
 */
function causeOf(error: unknown): unknown {
  const { errors = [error] } = error as { readonly errors?: readonly unknown[] };
  const cause = errors.find((each) => each instanceof BadFrame) ?? errors.find((each) => !isPacking(each));
  return cause ?? new BadFrame('it cannot be unpacked');
}

/** Errors of the packing have a code of zlib; whatever else comes from whoever takes the content. */
function isPacking(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('Z_');
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function read<S extends TSchema>(schema: S, content: Buffer): Static<S> | undefined {
  const value = parsed(content.toString('utf8'));
  return Value.Check(schema, value) ? value : undefined;
}
