import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { canonicalJson } from '@dougong/kernel/foundation';

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Number64 = Type.String({ pattern: '^\\d{1,19}$' });
const orNull = <S extends Parameters<typeof Type.Optional>[0]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

/** Where a chain of seals stood: its last seal, the last row under it, and the root over everything before. */
const SealHead = Type.Object(
  { seal: Number64, through: Number64, root: Hash },
  { additionalProperties: false },
);
export type SealHead = Static<typeof SealHead>;

const ReleaseHead = Type.Object(
  { through: Type.Integer({ minimum: 1 }), root: Hash },
  { additionalProperties: false },
);
export type ReleaseHead = Static<typeof ReleaseHead>;

/** Where all chains stood at one moment. A chain that has no link yet says nothing. */
const Heads = {
  audit: orNull(SealHead),
  releases: orNull(ReleaseHead),
  ledger: orNull(SealHead),
};
export const ChainHeads = Type.Object(Heads);
export type ChainHeads = Static<typeof ChainHeads>;

/**
 * A signed statement of where the chains stood. Whoever holds one can tell later, with the public key alone, that it is genuine, and with
 * the database, that nothing before it was changed or cut off.
 */
export const AnchorDocument = Type.Object(
  {
    format: Type.Literal(2),
    kind: Type.Literal('dougong-anchor'),
    at: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' }),
    ...Heads,
    previous: orNull(Hash),
    key: Type.String({
      pattern: '^[A-Za-z0-9+/=]{1,200}$',
      description: 'public key, ed25519, SPKI in base64',
    }),
    signature: Type.String({
      pattern: '^[A-Za-z0-9+/=]{1,200}$',
      description: 'over the canonical JSON (RFC 8785) of everything else, in base64',
    }),
  },
  { additionalProperties: false },
);
export type AnchorDocument = Static<typeof AnchorDocument>;

type Statement = Omit<AnchorDocument, 'signature'>;

/** Signs where the chains stood. @param previous the anchor before, so that none of a series can be left out. */
export function signAnchor(
  heads: ChainHeads,
  at: string,
  previous: AnchorDocument | undefined,
  privateKeyPem: string,
): AnchorDocument {
  const key = createPrivateKey(privateKeyPem);
  const statement: Statement = {
    format: 2,
    kind: 'dougong-anchor',
    at,
    ...heads,
    previous: previous ? hashOfAnchor(previous) : null,
    key: publicKeyOf(privateKeyPem),
  };
  return { ...statement, signature: sign(null, signedBytes(statement), key).toString('base64') };
}

/** The public half of a private key in PEM, as anchors and trusted keys are written. */
export function publicKeyOf(privateKeyPem: string): string {
  return createPublicKey(createPrivateKey(privateKeyPem))
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
}

/** Whether the signature of an anchor is that of the key that it names. */
export function isGenuine({ signature, ...statement }: AnchorDocument): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(statement.key, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, signedBytes(statement), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Names an anchor within the one that follows it. */
export function hashOfAnchor(anchor: AnchorDocument): string {
  return createHash('sha256').update(canonicalJson(anchor)).digest('hex');
}

/** Reads an anchor; nothing when it is none. */
export function readAnchorDocument(text: string): AnchorDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(AnchorDocument, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function signedBytes(statement: Statement): Buffer {
  return Buffer.from(canonicalJson(statement), 'utf8');
}
