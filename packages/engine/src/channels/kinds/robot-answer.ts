import type { DeliveryResult } from '../channel.js';
import type { OutsideAnswer } from '../outside-post.js';

/** How a robot says that all is well, and that it was called too often. */
export interface RobotCodes {
  readonly ok: number;
  /** With how long it wants to be left alone. */
  readonly tooOften: Readonly<Record<number, number>>;
  readonly codeOf: (body: Readonly<Record<string, unknown>>) => unknown;
  readonly reasonOf: (body: Readonly<Record<string, unknown>>) => unknown;
}

/** Robots answer 200 and say in the body how it went. */
export function robotResult(
  { status, retryAfterSeconds, answer }: OutsideAnswer,
  codes: RobotCodes,
): DeliveryResult {
  const after = retryAfterSeconds === undefined ? {} : { afterSeconds: retryAfterSeconds };
  if (status < 200 || status >= 300)
    return { outcome: 'again', reason: `the robot answered ${status}`, status, answer, ...after };
  const body = bodyOf(answer);
  const code = codes.codeOf(body);
  if (code === codes.ok) return { outcome: 'delivered', status, answer };
  const reason = `${String(code ?? '?')}: ${String(codes.reasonOf(body) ?? answer)}`;
  const rest = typeof code === 'number' ? codes.tooOften[code] : undefined;
  if (rest === undefined) return { outcome: 'again', reason, status, answer };
  return { outcome: 'again', reason, status, answer, afterSeconds: rest, restSeconds: rest };
}

function bodyOf(answer: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(answer);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
