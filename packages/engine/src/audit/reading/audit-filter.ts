import type { Parameters } from '../../database/sql-text.js';
import { CHANNELS } from '../../identity/subject.js';
import type { Channel } from '../../identity/subject.js';
import { badQuery } from '../../records/query-refusal.js';
import { instantParameter, textParameter, uuidParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';

const OUTCOMES = ['done', 'refused'] as const;

/** What somebody looks for in the audit. */
export interface AuditFilter {
  /** The number of one entry. */
  readonly entry?: string | undefined;
  readonly actor?: string | undefined;
  readonly form?: string | undefined;
  readonly recordId?: string | undefined;
  /** A field of the form: `total`, `lines.qty`. */
  readonly field?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: (typeof OUTCOMES)[number] | undefined;
  readonly channel?: Channel | undefined;
  readonly ip?: string | undefined;
  readonly requestId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const FIELD = /^[a-zA-Z_][\w]*(\.[a-zA-Z_][\w]*)?$/;
const NUMBER = /^\d{1,18}$/;
const ADDRESS = /^[0-9a-fA-F.:]{2,45}$/;

export function auditFilterOf(query: RawQuery): AuditFilter {
  const [form, field, ip] = ['form', 'field', 'ip'].map((name) => textParameter(query, name));
  const recordId = uuidParameter(query, 'recordId');
  if (field !== undefined && (!FIELD.test(field) || (form === undefined && recordId === undefined)))
    throw badQuery('bad_parameter', ['field'], { name: 'field' });
  if (ip !== undefined && !ADDRESS.test(ip)) throw badQuery('bad_parameter', ['ip'], { name: 'ip' });
  const entry = textParameter(query, 'entry');
  if (entry !== undefined && !NUMBER.test(entry))
    throw badQuery('bad_parameter', ['entry'], { name: 'entry' });
  return {
    entry,
    actor: uuidParameter(query, 'actor'),
    form,
    recordId,
    field,
    action: textParameter(query, 'action'),
    outcome: wordParameter(query, 'outcome', OUTCOMES),
    channel: wordParameter(query, 'channel', CHANNELS),
    ip,
    requestId: textParameter(query, 'requestId'),
    from: instantParameter(query, 'from'),
    to: instantParameter(query, 'to'),
  };
}

/** Words of our own stand in the statement itself: a partial index is found only where its condition can be seen. */
function ownWord(word: string): string {
  return `'${word}'`;
}

export function auditConditions(filter: AuditFilter, parameters: Parameters): string[] {
  const { entry, actor, form, recordId, field, action, outcome, channel, ip, requestId, from, to } = filter;
  const p = (value: unknown) => parameters.add(value);
  return [
    ...(entry === undefined ? [] : [`e.id = ${p(entry)}::bigint`]),
    ...(actor === undefined ? [] : [`e.actor = ${p(actor)}::uuid`]),
    ...(form === undefined ? [] : [`e.form = ${p(form)}`]),
    ...(recordId === undefined ? [] : [`e.record_id = ${p(recordId)}::uuid`]),
    ...(field === undefined ? [] : [fieldCondition(field, p)]),
    ...(action === undefined ? [] : [`e.action = ${p(action)}`]),
    ...(outcome === undefined ? [] : [`e.outcome = ${ownWord(outcome)}`]),
    ...(channel === undefined ? [] : [`e.channel = ${ownWord(channel)}`]),
    ...(ip === undefined ? [] : [`e.ip = ${p(ip)}::inet`]),
    ...(requestId === undefined ? [] : [`e.request_id = ${p(requestId)}`]),
    ...(from === undefined ? [] : [`e.at >= ${p(from)}::timestamptz`]),
    ...(to === undefined ? [] : [`e.at < ${p(to)}::timestamptz`]),
  ];
}

/** A header field by its path; a column in whatever line, and a line that came or went. */
function fieldCondition(field: string, p: (value: unknown) => string): string {
  const [head = '', column] = field.split('.');
  const path = `c.value ->> 'path'`;
  const fits =
    column === undefined
      ? `${path} = ${p(`/${head}`)}`
      : `${path} LIKE ${p(`/${head.replaceAll('_', '\\_')}/%/${column.replaceAll('_', '\\_')}`)}`;
  return `EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(e.changes) WHEN 'array' THEN e.changes END) c WHERE ${fits})`;
}
