import { issue } from '../foundation/index.js';
import { changedPaths, newRecord, nextVersion } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import { fireDerive } from '../rules/index.js';
import type { RuleEvent } from '../rules/index.js';
import type { FireCommand } from './command.js';
import { refuse, refuseOn } from './decision.js';
import { ruleContext } from './moment.js';
import type { Moment } from './moment.js';
import { runRecordRules } from './record-rules.js';
import { noteFirings, saveRecord } from './save-record.js';

/**
 * Carries out the rule that a schedule, a threshold or a webhook calls, in the name of the platform: on a record, which
 * is then saved like any other, or on none.
 */
export function fireRule(moment: Moment, command: FireCommand): StoredRecord | null {
  const rule = moment.release.rules.rule(command.rule);
  if (
    !rule?.definition.enabled ||
    rule.form !== command.form ||
    !rule.definition.trigger.on.includes(command.on)
  )
    return refuse('passed', [issue('rule_gone', '', { rule: command.rule })]);
  const event: RuleEvent = { type: command.on, rule: rule.key, changed: new Set() };
  const occasion: Moment = { ...moment, ...(command.given ? { given: command.given } : {}) };
  if (rule.recordless) {
    const none = nobody(moment);
    runRecordRules({ ...occasion, standIn: none.id }, none, [], event);
    return null;
  }
  const before = moment.facts.record;
  return before ? fireOnRecord(occasion, before, event) : refuse('hidden', [issue('not_found')]);
}

/** Stands for the record where there is none: effects take their time and their key from it, and it is never written. */
function nobody({ model, command, facts }: Moment): StoredRecord {
  return newRecord(model, command.id, { actor: facts.subject.id, now: command.at });
}

function fireOnRecord(moment: Moment, before: StoredRecord, event: RuleEvent): StoredRecord {
  const { model, release, sheet, facts, command } = moment;
  const occasion = { actor: facts.subject.id, now: command.at };
  sheet.keepAtHand(model.key, before, nextVersion(before, before, occasion));
  const derived = fireDerive(release.rules, model, event, before, ruleContext(moment, before));
  refuseOn(derived.issues);
  const changed = changedPaths(model, before, derived.record);
  if (changed.size === 0) return runRecordRules(moment, before, derived.notices, event);
  const update = { type: 'update', changed } as const;
  const saved = saveRecord(moment, derived.record, update, [], before, null);
  const record = nextVersion(before, saved.record, occasion);
  sheet.update(model.key, record, before);
  noteFirings(moment, derived.effects, record);
  const ruled = runRecordRules(moment, record, saved.notices, update);
  return runRecordRules(moment, ruled, derived.notices, event);
}
