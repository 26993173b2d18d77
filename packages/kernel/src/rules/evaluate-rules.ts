import type { RecordData } from '../expression/index.js';
import { computeRecord } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { isError } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { changedPaths } from '../records/index.js';
import { fireDefault } from './fire-default.js';
import { fireDerive } from './fire-derive.js';
import { fireAfterCommit, fireAfterSave, fireValidate } from './fire-once.js';
import { checkLinkage } from './check-linkage.js';
import { linkageOf } from './linkage.js';
import type { FormLinkage } from './linkage.js';
import type { RuleContext } from './rule-context.js';
import type { RuleEffect, SetFieldEffect } from './rule-effect.js';
import type { RuleEvent } from './rule-event.js';
import type { RuleSet } from './rule-set.js';
import type { TraceEntry } from './trace.js';

/** A record and what happens to it, as a save would see it. */
export interface RuleCase {
  /** The record as it is kept; left out for one that is made. */
  readonly before?: RecordData;
  /** The record as somebody wants it. */
  readonly after: RecordData;
  /** `changed` is worked out from the two records when it is left out. */
  readonly event: Omit<RuleEvent, 'changed'> & { readonly changed?: ReadonlySet<string> };
}

/** All that the rules of a form make of a case. Nothing is written. */
export interface RuleOutcomes {
  /** The record after its rules and formulas. */
  readonly record: RecordData;
  /** The values that rules wrote. */
  readonly writes: readonly SetFieldEffect[];
  /** What rules want done besides. */
  readonly effects: readonly RuleEffect[];
  /** Objections, warnings and failures. */
  readonly messages: readonly Issue[];
  /** An objection or failure that would refuse the save; effects behind it were not worked out. */
  readonly refused: boolean;
  readonly linkage: FormLinkage;
  readonly trace: readonly TraceEntry[];
}

/**
 * Evaluates the rules of a form on one record: the same code as a save, without its last step. For dry runs of drafts,
 * the tests of a designer, replays and explanations.
 */
export function evaluateRules(
  rules: RuleSet,
  model: FormModel,
  { before, after, event: happened }: RuleCase,
  context: RuleContext = {},
): RuleOutcomes {
  const event: RuleEvent = { ...happened, changed: happened.changed ?? changesOf(model, before, after) };
  const begun = event.type === 'create' ? fireDefault(rules, model, event, after, context) : undefined;
  const computed = computeRecord(model, begun?.record ?? after, context);
  const derived = fireDerive(rules, model, event, computed.record, context);
  const { record } = derived;
  const checked = fireValidate(rules, model, event, record, context);
  const linked = checkLinkage(rules, model, { before: before ?? {}, given: after, after: record }, context);
  const messages = [
    ...(begun?.issues ?? []),
    ...computed.errors,
    ...derived.issues,
    ...linked,
    ...checked.issues,
  ];
  const refused = messages.some(isError);
  const saved = refused ? NOTHING : fireAfterSave(rules, model, event, record, context);
  const told = refused ? NOTHING : fireAfterCommit(rules, model, event, record, context);
  const late = [...saved.issues, ...told.issues];
  return {
    record,
    writes: [...(begun?.effects ?? []), ...derived.effects],
    effects: [...derived.notices, ...saved.effects, ...told.effects],
    messages: [...messages, ...late],
    refused: refused || late.some(isError),
    linkage: linkageOf(rules, model, record, context),
    trace: [begun?.trace ?? [], derived.trace, checked.trace, saved.trace, told.trace].flat(),
  };
}

const NOTHING = { effects: [], issues: [], trace: [] } as const;

function changesOf(model: FormModel, before: RecordData | undefined, after: RecordData): ReadonlySet<string> {
  return before === undefined ? new Set(Object.keys(after)) : changedPaths(model, before, after);
}
