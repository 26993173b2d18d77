/** What became of one case. */
export interface CaseResult {
  readonly id: string;
  /** `skipped`: an optional case that failed, or one of a policy that is not offered. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What was expected and what came instead, as one line; of failed cases. */
  readonly expected?: string;
  readonly got?: string;
}

/** Runs the cases of one kind. One file of cases in, one result for each case out. */
export interface ConformanceSuite {
  readonly name: string;
  /**
   * Runs every case of a parsed file. What is wrong inside a case is that case's failure. A suite that needs a world to
   * play in makes it with the first case and takes it away when the last result was taken, or nobody wants more.
   * @param say tells an operator what goes on meanwhile
   * @throws UnreadableCases when the file holds no cases of this suite
   */
  run(content: unknown, say: (line: string) => void): Iterable<CaseResult> | AsyncIterable<CaseResult>;
}

/** The file is no case file of the suite. */
export class UnreadableCases extends Error {}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SHOWN_LENGTH_MAX = 300;

/** A value on one line, shortened where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
}

/** The result of a case that ran or broke; a throw is a failure with its message. */
export function judge(
  id: string,
  expected: unknown,
  work: () => { passed: boolean; got: string },
): CaseResult {
  try {
    const { passed, got } = work();
    return passed ? { id, outcome: 'passed' } : { id, outcome: 'failed', expected: shown(expected), got };
  } catch (error) {
    return judgeError(id, expected, error);
  }
}

/** The result of a case that broke. */
export function judgeError(id: string, expected: unknown, error: unknown): CaseResult {
  const got = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { id, outcome: 'failed', expected: shown(expected), got: shown(got) };
}

/** A case whose failure does not count. */
export function optional(result: CaseResult): CaseResult {
  return result.outcome === 'failed' ? { ...result, outcome: 'skipped' } : result;
}
