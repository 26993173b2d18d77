import type { Issue } from '@dougong/kernel/foundation';

/** One fault of a request, at the field it is about. */
export interface ProblemEntry {
  /** RFC 6901 pointer into the body that was sent. */
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** What the server wrote; shown only when the page knows no sentence of its own for the code. */
  readonly detail?: string;
  /** Said along with the faults that refused: it would have passed by itself. */
  readonly severity?: 'warning';
}

interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly errors?: readonly ProblemEntry[] | undefined;
  /** The whole answer, for extensions such as the current version in a conflict. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** The server understood and refused: RFC 9457 problem+json. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly ProblemEntry[];
  readonly body: Readonly<Record<string, unknown>>;

  constructor(parts: ProblemParts) {
    super(parts.detail ?? parts.title);
    this.name = 'ApiProblem';
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.detail = parts.detail;
    this.requestId = parts.requestId;
    this.params = parts.params ?? {};
    this.errors = parts.errors ?? [];
    this.body = parts.body ?? {};
  }

  /** The faults as issues of the form, so that they show at their fields. */
  issues(): readonly Issue[] {
    return this.errors.map((entry) => ({
      code: entry.code,
      path: entry.pointer,
      ...(entry.params === undefined ? {} : { params: entry.params }),
      ...(entry.severity === undefined ? {} : { severity: entry.severity }),
    }));
  }
}

/** Nothing came back: no network, or no answer in time. What was asked may or may not have happened. */
export class OfflineProblem extends Error {
  readonly code: 'offline' | 'timeout';

  constructor(code: 'offline' | 'timeout') {
    super(code);
    this.name = 'OfflineProblem';
    this.code = code;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a rule warns of comes along when something else refuses. */
const WARNING_CODE = 'rule_warning';

function entryOf(value: unknown): ProblemEntry[] {
  if (!isRecord(value)) return [];
  const detail = textOf(value['detail']);
  const isWarning = value['severity'] === 'warning' || value['code'] === WARNING_CODE;
  return [
    {
      pointer: textOf(value['pointer']) ?? '',
      code: textOf(value['code']) ?? 'unknown',
      ...(isRecord(value['params']) ? { params: value['params'] } : {}),
      ...(detail === undefined ? {} : { detail }),
      ...(isWarning ? { severity: 'warning' as const } : {}),
    },
  ];
}

/** Reads the body of a refusal; a body that is no problem+json (a proxy's page) still gives a typed problem. */
export function problemOf(status: number, body: unknown, requestId: string | undefined): ApiProblem {
  const parts = isRecord(body) ? body : {};
  return new ApiProblem({
    status,
    code: textOf(parts['code']) ?? `http_${status}`,
    title: textOf(parts['title']) ?? `HTTP ${status}`,
    detail: textOf(parts['detail']),
    requestId: textOf(parts['requestId']) ?? requestId,
    params: isRecord(parts['params']) ? parts['params'] : undefined,
    errors: Array.isArray(parts['errors']) ? parts['errors'].flatMap(entryOf) : [],
    body: parts,
  });
}
