import type { RuleActionPart } from '../action-part.js';
import { block } from './block.action.js';
import { callWebhook } from './call-webhook.action.js';
import { createRecord } from './create-record.action.js';
import { createTask } from './create-task.action.js';
import { notify } from './notify.action.js';
import { post } from './post.action.js';
import { setField } from './set-field.action.js';
import { setOptions } from './set-options.action.js';
import { setReadOnly } from './set-read-only.action.js';
import { setRequired } from './set-required.action.js';
import { setVisible } from './set-visible.action.js';
import { startFlow } from './start-flow.action.js';
import { transition } from './transition.action.js';
import { updateRecord } from './update-record.action.js';
import { warn } from './warn.action.js';

/** Every rule action of the platform; the catalogue publishes this list. */
export const RULE_ACTIONS: readonly RuleActionPart[] = [
  setField,
  block,
  warn,
  notify,
  createRecord,
  updateRecord,
  createTask,
  startFlow,
  post,
  transition,
  callWebhook,
  setVisible,
  setRequired,
  setReadOnly,
  setOptions,
];

const byKind: ReadonlyMap<string, RuleActionPart> = new Map(
  RULE_ACTIONS.map((action) => [action.kind, action]),
);

/** The part that an action's `type` names. */
export function ruleActionOf(type: string): RuleActionPart | undefined {
  return byKind.get(type);
}
