import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { Refusal } from '../http/refusal.js';
import { SETTINGS } from '../ports.js';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OWNER_ONLY = 0o600;

/** Where an installation on the embedded server keeps the key that nobody has given it. */
export function secretKeyFile(dataDir: string): string {
  return join(dataDir, 'secret.key');
}

/**
 * Locks what must be read again but not lie open in the database or a backup: secrets of second factors, of channels
 * and of connections. The key is the settings'; beside an embedded server one is made and kept in the data folder, for
 * there is one process only.
 */
@Injectable()
export class SecretBox {
  private key: Buffer | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @param about what it belongs to; it opens for the same thing alone. */
  seal(text: string, about: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.keyInUse(), nonce).setAAD(Buffer.from(about));
    const locked = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), locked]);
  }

  /** @throws Refusal when the key is another one than it was locked with. */
  open(bytes: Buffer, about: string): string {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.keyInUse(), nonce)
      .setAAD(Buffer.from(about))
      .setAuthTag(tag);
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new Refusal(503, 'secret_key_other');
    }
  }

  private keyInUse(): Buffer {
    this.key ??= this.settings.secretKey ?? this.keyOfFolder();
    return this.key;
  }

  private keyOfFolder(): Buffer {
    if (this.settings.databaseUrl !== undefined) throw new Refusal(503, 'secret_key_missing');
    const file = secretKeyFile(this.settings.dataDir);
    if (!existsSync(file)) makeKeyFile(file);
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    if (key.length !== KEY_BYTES) throw new Refusal(503, 'secret_key_other');
    return key;
  }
}

/** Appears whole or not at all; where two processes make one at once, the first stays. */
function makeKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(NONCE_BYTES).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}
