import { STATUS_CODES } from 'node:http';
import type { Issue, Language } from '@dougong/kernel/foundation';
import { Refusal } from './refusal.js';
import { sentence } from './sentences/index.js';

/** RFC 9457 problem details with our codes. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly requestId: string;
  /** What the sentence of `detail` was made with. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly ProblemError[];
  /** How many faults there are, where not all of them are told. */
  readonly errorsTotal?: number;
}

/** Faults that one answer tells: a body of two megabytes can hold so many that the answer would be a load by itself. */
const FAULTS_TOLD_MAX = 1000;

export interface ProblemError {
  /** JSON pointer as a URI fragment: `#/lines/2/qty`. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ProblemPlace {
  readonly instance: string;
  readonly requestId: string;
  readonly language: Language;
}

/** Writes a refusal down in the caller's language. */
export function problemOf(refusal: Refusal, place: ProblemPlace): Problem {
  return {
    type: problemType(refusal.code),
    title: STATUS_CODES[refusal.status] ?? 'Error',
    status: refusal.status,
    detail: sentence(refusal.code, refusal.options.params ?? {}, place.language),
    instance: place.instance,
    code: refusal.code,
    requestId: place.requestId,
    params: refusal.options.params ?? {},
    errors: refusal.issues.slice(0, FAULTS_TOLD_MAX).map((found) => problemError(found, place.language)),
    ...(refusal.issues.length > FAULTS_TOLD_MAX ? { errorsTotal: refusal.issues.length } : {}),
  };
}

/** The address of the page about a kind of problem, below the origin that answers. */
export function problemType(code: string): string {
  return `/problems/${code}`;
}

function problemError(found: Issue, language: Language): ProblemError {
  const params = found.params ?? {};
  return {
    pointer: `#${found.path}`,
    code: found.code,
    detail: sentence(found.code, params, language),
    params,
  };
}

const FRAMEWORK_CODES: Readonly<Record<string, readonly [number, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large'],
  BODY_TOO_DEEP: [422, 'body_too_deep'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported_media_type'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'malformed_json'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'malformed_json'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'malformed_request'],
  FST_ERR_BAD_URL: [400, 'malformed_request'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'address_too_long'],
};

const DATABASE_CODES: Readonly<Record<string, readonly [number, string]>> = {
  '55P03': [409, 'busy'],
  '40P01': [409, 'busy'],
  '40001': [409, 'busy'],
  '57014': [503, 'took_too_long'],
  '53300': [503, 'overloaded'],
  '57P01': [503, 'database_unreachable'],
  '57P02': [503, 'database_unreachable'],
  '57P03': [503, 'database_unreachable'],
  ECONNREFUSED: [503, 'database_unreachable'],
  ECONNRESET: [503, 'database_unreachable'],
  EHOSTUNREACH: [503, 'database_unreachable'],
  ENETUNREACH: [503, 'database_unreachable'],
  EPIPE: [503, 'database_unreachable'],
  ETIMEDOUT: [503, 'database_unreachable'],
  '08001': [503, 'database_unreachable'],
  '08003': [503, 'database_unreachable'],
  '08006': [503, 'database_unreachable'],
};

/** What the driver says of a connection that broke under a request. */
const CUT = /^Connection terminated|has encountered a connection error/;

/**
 * Codes of PostgreSQL for a value that it cannot read or keep: too long a text, a number or a day out of range, a NUL.
 * Queries and commands check values before; what slips through is still the caller's value and no fault of ours.
 */
const VALUE_CODES: ReadonlySet<string> = new Set([
  '22001',
  '22003',
  '22007',
  '22008',
  '22021',
  '22P02',
  '22P05',
]);

/** Whether PostgreSQL could not read or keep a value. */
export function isValueError(error: unknown): boolean {
  const { code } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return typeof code === 'string' && VALUE_CODES.has(code);
}

const STATUS_REFUSALS: Readonly<Record<number, string>> = {
  400: 'malformed_request',
  401: 'not_signed_in',
  403: 'no_right',
  404: 'not_found',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};

/** Gives the refusal that any thrown thing means; `undefined` is a bug of ours, which must be logged. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { status, cause } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const known = knownCode(error) ?? knownCode(cause);
  if (known) return new Refusal(known[0], known[1]);
  if (isValueError(error) || isValueError(cause)) return new Refusal(400, 'value_unreadable');
  const byStatus = typeof status === 'number' ? STATUS_REFUSALS[status] : undefined;
  if (byStatus) return new Refusal(status as number, byStatus);
  if (isCut(error)) return new Refusal(503, 'database_unreachable');
  return isPoolExhausted(error) ? new Refusal(503, 'overloaded') : undefined;
}

function knownCode(error: unknown): readonly [number, string] | undefined {
  const { code } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return typeof code === 'string' ? (FRAMEWORK_CODES[code] ?? DATABASE_CODES[code]) : undefined;
}

function isCut(error: unknown): boolean {
  return error instanceof Error && CUT.test(error.message);
}

function isPoolExhausted(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('timeout exceeded when trying to connect');
}
