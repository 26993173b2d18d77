import type { RuleDefinition } from '@dougong/kernel/metadata';

/** What a typed text is: a rule that may be stored, or why it may not, with the place in the text. */
export type ParsedRule =
  | { readonly ok: true; readonly rule: RuleDefinition }
  | { readonly ok: false; readonly reason: 'syntax'; readonly line?: number; readonly column?: number }
  | { readonly ok: false; readonly reason: 'notObject' | 'otherKey' };

/** Reads the text of a rule. Kind and key name the place of the draft, so they must stay. */
export function parseRule(typed: string, key: string): ParsedRule {
  let value: unknown;
  try {
    value = JSON.parse(typed);
  } catch (failure) {
    return { ok: false, reason: 'syntax', ...placeOf(failure, typed) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, reason: 'notObject' };
  const head = value as Partial<RuleDefinition>;
  if (head.kind !== 'rule' || head.key !== key) return { ok: false, reason: 'otherKey' };
  return { ok: true, rule: value as RuleDefinition };
}

/** Browsers say the place in words of their own; Chromium and Firefox by line and column or by position. */
function placeOf(failure: unknown, typed: string): { line?: number; column?: number } {
  const message = failure instanceof Error ? failure.message : '';
  const named = /line (\d+) column (\d+)/.exec(message);
  if (named !== null)
    return { line: Number.parseInt(named[1] ?? '', 10), column: Number.parseInt(named[2] ?? '', 10) };
  const position = /position (\d+)/.exec(message)?.[1];
  const before = typed.slice(0, position === undefined ? typed.length : Number.parseInt(position, 10));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}
