import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Who vouches for a package: an ed25519 signature over the bytes of its checksums. */
export interface PackageSignature {
  readonly algorithm: 'ed25519';
  /** The public key, SPKI in base64: the form in which trusted keys are listed. */
  readonly key: string;
  /** In base64. */
  readonly signature: string;
}

/** How far a package can be trusted; an `invalid` signature is never let pass. */
export type Trust = 'trusted' | 'untrusted' | 'unsigned' | 'invalid';

/** A new pair of keys: the private one as PEM, to be kept secret; the public one as trusted keys are written. */
export function newSigningKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: textOf(publicKey),
  };
}

/** Signs checksums with a private key in PEM. */
export function signChecksums(checksums: Buffer, privateKeyPem: string): PackageSignature {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('packages are signed with ed25519 keys');
  return {
    algorithm: 'ed25519',
    key: textOf(createPublicKey(key)),
    signature: sign(null, checksums, key).toString('base64'),
  };
}

export function trustOf(
  checksums: Buffer,
  signature: PackageSignature | undefined,
  trustedKeys: readonly string[],
): Trust {
  if (!signature) return 'unsigned';
  if (!isValid(checksums, signature)) return 'invalid';
  return trustedKeys.includes(signature.key) ? 'trusted' : 'untrusted';
}

function isValid(checksums: Buffer, { algorithm, key, signature }: PackageSignature): boolean {
  if (algorithm !== 'ed25519') return false;
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    if (publicKey.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, checksums, publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Short name of a public key, for people to compare. */
export function fingerprintOf(key: string): string {
  return createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 16);
}

function textOf(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}
