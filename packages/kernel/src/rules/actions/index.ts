import type { RuleActionPart } from '../action-part.js';
import { block } from './block.action.js';
import { createRecord } from './create-record.action.js';
import { createTask } from './create-task.action.js';
import { notify } from './notify.action.js';
import { post } from './post.action.js';
import { setField } from './set-field.action.js';
import { transition } from './transition.action.js';
import { warn } from './warn.action.js';

/** Every rule action of the platform; the catalogue publishes this list. */
export const RULE_ACTIONS: readonly RuleActionPart[] = [
  setField,
  block,
  warn,
  notify,
  createRecord,
  createTask,
  post,
  transition,
];

const byKind: ReadonlyMap<string, RuleActionPart> = new Map(
  RULE_ACTIONS.map((action) => [action.kind, action]),
);

/** The part that an action's `type` names. */
export function ruleActionOf(type: string): RuleActionPart | undefined {
  return byKind.get(type);
}
