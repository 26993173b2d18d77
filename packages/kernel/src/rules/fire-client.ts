import type { RecordData } from '../expression/index.js';
import { computeRecord } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import type { Issue } from '../foundation/index.js';
import { sidesOf } from '../metadata/index.js';
import type { RuleDefinition } from '../metadata/index.js';
import { fireDefault } from './fire-default.js';
import { fireDerive } from './fire-derive.js';
import { fireValidate } from './fire-once.js';
import { linkageOf } from './linkage.js';
import type { FormLinkage } from './linkage.js';
import type { RuleContext } from './rule-context.js';
import type { SetFieldEffect } from './rule-effect.js';
import type { RuleEvent } from './rule-event.js';
import type { RuleSet } from './rule-set.js';
import type { TraceEntry } from './trace.js';

/** What a form on the screen shows after it was opened or something was typed. */
export interface FormAnswer {
  readonly record: RecordData;
  /** The values that rules wrote. */
  readonly effects: readonly SetFieldEffect[];
  readonly linkage: FormLinkage;
  /** Warnings and objections for now; the server asks again when the record is saved. */
  readonly messages: readonly Issue[];
  readonly trace: readonly TraceEntry[];
}

/** The rules that a form on the screen asks: what the browser is given and compiles. */
export function clientRules(definitions: readonly RuleDefinition[]): readonly RuleDefinition[] {
  return definitions.filter(({ enabled, trigger }) => enabled && sidesOf(trigger).client);
}

/** What happens in a form. */
export type FormEvent =
  | { readonly type: 'open'; readonly isNew: boolean }
  | { readonly type: 'change'; readonly changed: ReadonlySet<string> };

/**
 * Answers a form: initial values when a new record is opened, values that follow from what was typed, and how every
 * field is shown. Pure, so the browser asks it after each keystroke; the server never takes its word.
 */
export function fireClient(
  rules: RuleSet,
  model: FormModel,
  happened: FormEvent,
  record: RecordData,
  context: RuleContext = {},
): FormAnswer {
  const event: RuleEvent = { changed: new Set(), ...happened };
  const given = event.isNew ? fireDefault(rules, model, event, record, context) : undefined;
  const begun = given ? computeRecord(model, given.record, context).record : record;
  const derived = fireDerive(rules, model, event, begun, context);
  const changed = { ...event, changed: derived.changed };
  const checked = fireValidate(rules, model, changed, derived.record, context);
  return {
    record: derived.record,
    effects: [...(given?.effects ?? []), ...derived.effects],
    linkage: linkageOf(rules, model, derived.record, context),
    messages: [...(given?.issues ?? []), ...derived.issues, ...checked.issues],
    trace: [...(given?.trace ?? []), ...derived.trace, ...checked.trace],
  };
}
