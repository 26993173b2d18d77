import { modelOf } from '@dougong/kernel/commands';
import type { Effects, FieldChange, RecordWrite } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { openWork } from '@dougong/kernel/flows';
import { diffRecords } from '@dougong/kernel/records';
import type { Channel } from '../identity/subject.js';
import type { CommandRun } from './command-run.js';
import type { AuditRow, CommandOrigin } from './write-plan.js';

/** Ways in behind which no person stands: what moves there leaves no step of a person. */
const UNATTENDED: ReadonlySet<Channel> = new Set(['worker', 'flow', 'rule']);

/** Who sent a command, through which door and for whom, as its entries in the audit say it. */
export function originOf(run: CommandRun): CommandOrigin & { readonly release: number } {
  const { subject, channel, ip, agent, requestId } = run.request;
  const origin = {
    actor: subject.id,
    at: run.at,
    release: run.release.number,
    channel,
    ip,
    agent,
    requestId,
  };
  const principal = principalOf(run);
  return principal === undefined ? origin : { ...origin, onBehalfOf: principal };
}

/** For whom somebody stands in who answers a task. */
function principalOf({ command, facts }: CommandRun): string | undefined {
  const taskId = 'taskId' in command ? command.taskId : undefined;
  if (taskId === undefined || !facts.instance) return undefined;
  return openWork(facts.instance.state).find(({ id }) => id === taskId)?.for;
}

/** One entry for each record written; the record of the command carries the command's own name. */
export function auditOf(run: CommandRun, effects: Effects): AuditRow[] {
  const written = effects.records.map(({ form, kind, record, before }) => ({
    action: record.id === run.command.id ? run.request.action : kind,
    outcome: 'done' as const,
    form,
    record_id: record.id,
    changes: changesOf(modelOf(run.release, form), { kind, record, before }),
    ...causeOf(run, effects, record.id),
  }));
  return [...written, ...flowStep(run, effects)];
}

/** A new record says itself what it began with; of one that goes the audit keeps what it was. */
function changesOf(
  model: FormModel,
  { kind, record, before }: Pick<RecordWrite, 'kind' | 'record' | 'before'>,
): readonly FieldChange[] | null {
  if (!before || kind === 'insert') return null;
  return diffRecords(model, before, kind === 'delete' ? {} : record);
}

/** The rules that took part: those that fired on the record, or, where a command changed another one, on its own. */
function causeOf({ command }: CommandRun, { firings }: Effects, recordId: string): Pick<AuditRow, 'cause'> {
  const on = (id: string) => [
    ...new Set(firings.filter((each) => each.recordId === id).map(({ rule }) => rule)),
  ];
  const own = on(recordId);
  const rules = own.length > 0 || recordId === command.id ? own : on(command.id);
  return rules.length === 0 ? {} : { cause: `rule:${rules.join(',')}` };
}

/** What people do with a flow is told even where it leaves the record as it is. */
function flowStep({ command, request }: CommandRun, { records }: Effects): AuditRow[] {
  const isStep = command.type === 'move' || command.type === 'answer';
  if (!isStep || UNATTENDED.has(request.channel) || records.some(({ record }) => record.id === command.id))
    return [];
  const { form, id } = command;
  return [{ action: request.action, outcome: 'done', form, record_id: id, changes: null }];
}
