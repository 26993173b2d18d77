import type { Scope } from '@dougong/kernel/expression';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { ReadExpression } from './read-expression.js';
import type { Sight } from './sight.js';
import { walkPath } from './walk-path.js';

/**
 * What an expression reads that its scope could not keep from it: system fields that a role hides, and those of records
 * referred to that the subject may not read. They are as unknown as any other hidden field.
 */
export function hiddenReads(
  sight: Sight,
  scope: Scope,
  { kind, dependencies }: ReadExpression,
): readonly Issue[] {
  const code = kind === 'formula' ? 'formula_unknown_variable' : 'condition_unknown_variable';
  return dependencies
    .filter((path) => walkPath(sight, scope, path).hidden)
    .map((path) => issue(code, '/source', { name: path }));
}
