import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { RuleDefinition } from '../rule.js';
import { findDuplicates } from './duplicates.js';

/** A trigger says what it waits for, and ids are unique. Formulas and conditions are checked against the form. */
export function checkRule({
  trigger,
  actions,
  else: otherwise = [],
  tests = [],
}: RuleDefinition): readonly Issue[] {
  return [
    ...paired(trigger.on.includes('action'), trigger.actions, '/trigger/actions'),
    ...paired(trigger.on.includes('state'), trigger.states, '/trigger/states'),
    ...findDuplicates(
      actions.map((action) => action.id),
      '/actions',
      'id',
    ),
    ...findDuplicates(
      otherwise.map((action) => action.id),
      '/else',
      'id',
    ),
    ...findDuplicates(
      tests.map((test) => test.name),
      '/tests',
      'name',
    ),
  ];
}

function paired(isWaitedFor: boolean, names: readonly string[] | undefined, at: string): readonly Issue[] {
  const name = pointer('', ...at.split('/').slice(-1));
  if (isWaitedFor && names === undefined) return [issue('keyword_missing', at, { name: name.slice(1) })];
  return !isWaitedFor && names !== undefined ? [issue('never_triggered', at, { name: name.slice(1) })] : [];
}
