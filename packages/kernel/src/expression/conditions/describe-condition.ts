import { ok, refused } from '../../foundation/index.js';
import type { Issue, Localized, Result } from '../../foundation/index.js';
import type { Condition } from '../../metadata/index.js';
import type { CompiledCondition, Scope } from '../types.js';
import { compileCondition } from './compile-condition.js';

/** Names a path to people: `qty`, `lines.qty`, `place.leader`. */
export interface PathTitles {
  (path: string): Localized;
  /** What a value of the field at this path is called; left out where it is called as it is written. */
  readonly valueTitle?: (path: string, value: string) => Localized | undefined;
}

/** One sentence for a stored condition in both languages: field titles, operators in words. */
export function describeCondition(
  condition: Condition,
  scope: Scope,
  titles: PathTitles,
): Result<Localized, readonly Issue[]> {
  const compiled = compileCondition(condition, scope);
  return compiled.ok ? ok(tellCondition(compiled.value, titles)) : refused(compiled.error);
}

/** The same for a condition that is compiled already. */
export function tellCondition(condition: CompiledCondition, titles: PathTitles): Localized {
  const { valueTitle } = titles;
  const tell = (language: keyof Localized): string =>
    condition.text(
      (path) => titles(path)[language],
      language,
      valueTitle && ((path, value) => valueTitle(path, value)?.[language] ?? value),
    );
  return { 'zh-CN': tell('zh-CN'), en: tell('en') };
}
