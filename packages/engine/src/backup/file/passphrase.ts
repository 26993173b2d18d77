import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import type { BinaryLike, ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { FrameKind } from './frames.js';

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const COST = 32_768;
const BLOCK_SIZE = 8;
const SCRYPT_MEMORY_MAX = 128 * 1_048_576;

/** How the key is made from the passphrase; stands in clear in the file. */
export const Encryption = Type.Object({
  cipher: Type.Literal(CIPHER),
  derivation: Type.Literal('scrypt'),
  salt: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  // A power of two, and none by which a file of somebody else makes us work for hours.
  cost: Type.Union([Type.Literal(16_384), Type.Literal(COST), Type.Literal(65_536)]),
  blockSize: Type.Literal(BLOCK_SIZE),
});
export type Encryption = Static<typeof Encryption>;

/** A fresh salt with the cost of today. */
export function newEncryption(): Encryption {
  return {
    cipher: CIPHER,
    derivation: 'scrypt',
    salt: randomBytes(SALT_BYTES).toString('hex'),
    cost: COST,
    blockSize: BLOCK_SIZE,
  };
}

/**
 * Locks and opens frames, each for itself, in their order. The key belongs to one file alone because its salt does, so the number of
 * a frame is a nonce that never comes twice; a frame that is moved, left out or put into another file does not open.
 */
export class FrameLock {
  private number = 0n;

  private constructor(
    private readonly key: Buffer,
    private readonly preamble: Buffer,
  ) {}

  /** @param preamble the lines before the frames; a frame only opens behind the same. */
  static async of(passphrase: string, encryption: Encryption, preamble: string): Promise<FrameLock> {
    const { salt, cost, blockSize } = encryption;
    const key = await derive(passphrase, Buffer.from(salt, 'hex'), KEY_BYTES, {
      N: cost,
      r: blockSize,
      p: 1,
      maxmem: SCRYPT_MEMORY_MAX,
    });
    return new FrameLock(key, createHash('sha256').update(preamble).digest());
  }

  /** The content, locked; 16 bytes longer. */
  close(kind: FrameKind, content: Buffer): Buffer {
    const cipher = createCipheriv(CIPHER, this.key, this.nextNonce());
    cipher.setAAD(this.besides(kind));
    return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  /** The content as it was. Throws when it is not what was locked here. */
  open(kind: FrameKind, locked: Buffer): Buffer {
    const end = locked.length - TAG_BYTES;
    if (end < 0) throw new Error('the frame is too short');
    const decipher = createDecipheriv(CIPHER, this.key, this.nextNonce(), { authTagLength: TAG_BYTES });
    decipher.setAAD(this.besides(kind));
    decipher.setAuthTag(locked.subarray(end));
    return Buffer.concat([decipher.update(locked.subarray(0, end)), decipher.final()]);
  }

  private nextNonce(): Buffer {
    const nonce = Buffer.alloc(NONCE_BYTES);
    nonce.writeBigUInt64BE(this.number, NONCE_BYTES - 8);
    this.number += 1n;
    return nonce;
  }

  private besides(kind: FrameKind): Buffer {
    return Buffer.concat([this.preamble, Buffer.of(kind)]);
  }
}
