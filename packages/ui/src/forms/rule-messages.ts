import type { Issue } from '@dougong/kernel/foundation';
import type { RulesAnswer } from './form-rules.js';

type Said = Pick<Issue, 'code' | 'params'>;

function isSame(a: Said, b: Said): boolean {
  return a.code === b.code && JSON.stringify(a.params) === JSON.stringify(b.params);
}

/** Faults that were found, and what rules say besides: what both say is said once. */
export function withMessages<T extends Said>(found: readonly T[], said: readonly T[]): readonly T[] {
  if (said.length === 0) return found;
  return [...found, ...said.filter((message) => !found.some((fault) => isSame(fault, message)))];
}

function ruleOf({ params }: Issue): string {
  return String(params?.['rule']);
}

/** What rules have said so far and have not taken back: a rule that is asked again speaks anew. */
export class RuleMessages {
  private said: readonly Issue[] = [];

  /** Takes an answer; answers the places that show something else now. */
  take({ messages, asked }: Pick<RulesAnswer, 'messages' | 'asked'>): readonly string[] {
    const speaking = new Set([...asked, ...messages.map(ruleOf)]);
    const isTakenBack = (issue: Issue) => speaking.has(ruleOf(issue));
    const gone = this.said.filter(isTakenBack);
    if (gone.length === 0 && messages.length === 0) return [];
    this.said = [...this.said.filter((issue) => !isTakenBack(issue)), ...messages];
    return [...new Set([...gone, ...messages].map(({ path }) => path))];
  }

  clear(): void {
    if (this.said.length > 0) this.said = [];
  }

  all(): readonly Issue[] {
    return this.said;
  }
}
