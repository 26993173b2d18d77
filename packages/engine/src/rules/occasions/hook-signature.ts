import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signatures of calls as Standard Webhooks has them: HMAC-SHA256 over `id.timestamp.body`, in version `v1`. */

/** What a signed call says in its headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
export interface CallSignature {
  readonly id: string;
  /** Seconds since 1970, as text. */
  readonly timestamp: string;
  /** Signatures with their versions, separated by spaces. */
  readonly signatures: string;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const ID = /^[\x21-\x7e]{1,200}$/;
const TIMESTAMP = /^\d{1,12}$/;
const TOLERANCE_SECONDS = 5 * 60;
const SIGNATURES_MAX = 20;
const VERSION = 'v1,';
const SECRET_MARK = 'whsec_';

/** The signature of a call; nothing when a part of it is missing or is none. */
export function signatureIn(headers: Headers): CallSignature | undefined {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(
    (part) => headers[`webhook-${part}`],
  );
  if (typeof id !== 'string' || !ID.test(id)) return undefined;
  if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) return undefined;
  return typeof signatures === 'string' ? { id, timestamp, signatures } : undefined;
}

/**
 * Whether one of the secrets made one of the signatures, not long ago. Several secrets are tried, so that one can follow
 * another without a call being lost.
 * @param now the instant, ISO 8601.
 */
export function isSignedBy(
  secrets: readonly string[],
  { id, timestamp, signatures }: CallSignature,
  body: Buffer,
  now: string,
): boolean {
  const seconds = Number.parseInt(timestamp, 10);
  if (Math.abs(Date.parse(now) / 1000 - seconds) > TOLERANCE_SECONDS) return false;
  const given = signatures
    .split(' ', SIGNATURES_MAX)
    .filter((each) => each.startsWith(VERSION))
    .map((each) => Buffer.from(each.slice(VERSION.length), 'base64'));
  const expected = secrets.map((secret) => signatureOf(secret, `${id}.${timestamp}.`, body));
  return expected.some((own) => given.some((each) => isSame(own, each)));
}

function signatureOf(secret: string, head: string, body: Buffer): Buffer {
  const key = Buffer.from(secret.slice(SECRET_MARK.length), 'base64');
  return createHmac('sha256', key).update(head).update(body).digest();
}

function isSame(own: Buffer, given: Buffer): boolean {
  return own.length === given.length && timingSafeEqual(own, given);
}
