import { issue } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import type { CallWebhookEffect, StartFlowEffect } from '../rules/index.js';
import { refuse } from './decision.js';
import type { Facts } from './facts.js';
import { effectKey, placeOf } from './moment.js';
import type { Moment } from './moment.js';
import { deeper } from './rule-chain.js';

/** One flow at a time runs on a record. */
export function startRuleFlow(moment: Moment, record: StoredRecord, effect: StartFlowEffect): StoredRecord {
  const flow = moment.release.flows.get(effect.flow);
  if (!flow) throw new Error(`release ${moment.release.number} has no flow ${effect.flow}`);
  const { facts, sheet, command } = moment;
  const isRunning =
    (record.id === command.id && facts.instance !== undefined) || runsOnFound(facts, record.id);
  if (isRunning || sheet.hasInstance(record.id))
    refuse('passed', [issue('flow_already_runs', '', { flow: flow.definition.title })]);
  return moment.start(deeper(moment, record, effect.rule.key), record, flow);
}

/** Whether a flow runs on another record that was read, by whatever question it was found. */
function runsOnFound({ found }: Facts, id: string): boolean {
  return [...(found?.values() ?? [])].some((records) =>
    records.some(({ record, running }) => running === true && record.id === id),
  );
}

/** Leaves a call for the outbox, which makes it after the commit. */
export function callWebhook(moment: Moment, record: StoredRecord, effect: CallWebhookEffect): void {
  moment.sheet.calls.push({
    key: effectKey(moment, effect, record.id, record.version),
    endpoint: effect.endpoint,
    ...placeOf(moment, record),
    payload: effect.payload,
    rule: effect.rule.key,
  });
}
