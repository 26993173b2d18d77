import { issue, pointer } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';

type Segments = readonly (string | number)[];

/** Collects issues under one path of the definition. */
export class Findings {
  readonly issues: Issue[] = [];

  constructor(private readonly base: string) {}

  add(code: string, segments: Segments = [], params?: Record<string, unknown>): undefined {
    this.issues.push(issue(code, pointer(this.base, ...segments), params));
    return undefined;
  }

  /** The value of a result; its issues are filed under `segments`. */
  take<T>(result: Result<T, readonly Issue[]>, segments: Segments): T | undefined {
    if (result.ok) return result.value;
    const base = pointer(this.base, ...segments);
    this.issues.push(...result.error.map((found) => ({ ...found, path: base + found.path })));
    return undefined;
  }
}
