import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { FORM_EVENTS, OCCASION_EVENTS, sidesOf } from '../rule-trigger.js';
import type { RuleTrigger } from '../rule-trigger.js';
import type { RuleDefinition, RulePhase } from '../rule.js';
import { findDuplicates } from './duplicates.js';

/** A trigger says what it waits for and can happen in its phase, and ids are unique. Formulas are checked against the form. */
export function checkRule(rule: RuleDefinition): readonly Issue[] {
  const { actions, else: otherwise = [], tests = [] } = rule;
  const ids = (list: typeof actions): readonly string[] => list.map((action) => action.id);
  return [
    ...checkTrigger(rule.trigger),
    ...checkPhase(rule),
    ...checkGroup(rule),
    ...checkEffective(rule),
    ...findDuplicates(ids(actions), '/actions', 'id'),
    ...findDuplicates(ids(otherwise), '/else', 'id'),
    ...findDuplicates(
      tests.map((test) => test.name),
      '/tests',
      'name',
    ),
  ];
}

function checkTrigger(trigger: RuleTrigger): readonly Issue[] {
  const waits = (event: RuleTrigger['on'][number]): boolean => trigger.on.includes(event);
  return [
    ...paired(waits('action'), trigger.actions, 'actions'),
    ...paired(waits('state'), trigger.states, 'states'),
    ...OCCASION_EVENTS.flatMap((event) => paired(waits(event), trigger[event], event)),
    ...checkSchedule(trigger),
    ...checkOccasion(trigger),
  ];
}

function paired(isWaitedFor: boolean, said: unknown, name: string): readonly Issue[] {
  const at = pointer('/trigger', name);
  if (isWaitedFor && said === undefined) return [issue('keyword_missing', at, { name })];
  return !isWaitedFor && said !== undefined ? [issue('never_triggered', at, { name })] : [];
}

/** A schedule is either a cron text or a length of time. */
function checkSchedule({ schedule }: RuleTrigger): readonly Issue[] {
  if (!schedule) return [];
  const { cron, every } = schedule;
  if (cron === undefined && every === undefined)
    return [issue('keyword_missing', '/trigger/schedule/cron', { name: 'cron' })];
  return cron !== undefined && every !== undefined ? [issue('cron_or_every', '/trigger/schedule/every')] : [];
}

const OCCASIONS: ReadonlySet<string> = new Set(OCCASION_EVENTS);
const SEEN: ReadonlySet<string> = new Set(FORM_EVENTS);

/** An occasion brings names of its own, so a rule waits for it alone; and it happens on the server. */
function checkOccasion({ on, where }: RuleTrigger): readonly Issue[] {
  const occasion = on.find((event) => OCCASIONS.has(event));
  if (occasion !== undefined && on.length > 1)
    return [issue('trigger_alone', '/trigger/on', { event: occasion })];
  if (occasion !== undefined && (where ?? 'server') !== 'server')
    return [issue('never_triggered', '/trigger/where', { name: where })];
  const seen = on.find((event) => SEEN.has(event));
  return seen !== undefined && where === 'server'
    ? [issue('never_triggered', '/trigger/where', { name: seen })]
    : [];
}

const NEW: readonly string[] = ['create', 'open'];
const ON_SCREEN: readonly RulePhase[] = ['default', 'derive', 'validate'];
const ON_OCCASION: readonly RulePhase[] = ['derive', 'afterSave', 'afterCommit'];

function checkPhase({ phase, trigger }: RuleDefinition): readonly Issue[] {
  const refusal = (allowed: readonly RulePhase[]): readonly Issue[] => [
    issue('phase_event', '/phase', { phase, allowed }),
  ];
  if (phase === 'default' && trigger.on.some((event) => !NEW.includes(event)))
    return [issue('default_on_create', '/phase')];
  if (sidesOf(trigger).client && !ON_SCREEN.includes(phase)) return refusal(ON_SCREEN);
  const isOccasion = trigger.on.some((event) => OCCASIONS.has(event));
  return isOccasion && !ON_OCCASION.includes(phase) ? refusal(ON_OCCASION) : [];
}

function checkGroup({ group, groupMode }: RuleDefinition): readonly Issue[] {
  return groupMode !== undefined && group === undefined
    ? [issue('keyword_missing', '/group', { name: 'group' })]
    : [];
}

function checkEffective({ effective }: RuleDefinition): readonly Issue[] {
  const { from, to } = effective ?? {};
  return from && to && from > to ? [issue('effective_reversed', '/effective/to', { from, to })] : [];
}
