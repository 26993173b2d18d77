import type { ConditionTrace } from '@dougong/kernel/expression';
import type { Localized } from '@dougong/kernel/foundation';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import type { RecordValues, RuleOutcome, UserNames } from '@dougong/ui/api';
import { api } from '../../app/api.js';

/** What happens to a record; without a word on what changed, everything has. */
export interface RuleEvent {
  readonly type: string;
  readonly action?: string;
  readonly state?: string;
}

/** A message of a rule, worded by the server. */
export interface ToldFinding {
  readonly code: string;
  readonly pointer: string;
  readonly detail: string;
  readonly severity: 'error' | 'warning' | 'info';
}

export interface ToldWrite {
  readonly field: string;
  readonly line?: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The rule that wrote this field first and goes before. */
  readonly keptBy?: string;
  /** The rule that wrote it later. */
  readonly overwrittenBy?: string;
}

export interface ToldTrace {
  readonly rule: string;
  readonly title: Localized;
  readonly line?: string;
  readonly outcome: RuleOutcome;
  readonly branch?: 'actions' | 'else';
  readonly winner?: string;
  readonly condition?: ConditionTrace;
  readonly writes: readonly ToldWrite[];
  readonly issues: readonly ToldFinding[];
  readonly sentence: Localized;
}

export interface ToldEffect {
  readonly type: string;
  readonly rule: { readonly key: string };
  readonly line?: string;
  readonly sentence: Localized;
}

/** What a rule would make of one record. */
export interface DryRunAnswer {
  readonly rule: string;
  readonly event: RuleEvent;
  readonly fired: boolean;
  readonly record: RecordValues;
  readonly effects: readonly ToldEffect[];
  readonly messages: readonly ToldFinding[];
  /** A save would be refused. */
  readonly refused: boolean;
  readonly trace: readonly ToldTrace[];
  readonly others: readonly ToldTrace[];
  readonly withheld: number;
  readonly release: number;
}

export type TriedOn = { readonly recordId: string } | { readonly record: unknown };

/** Tries a rule on a stored record, or on values that nobody stored. Nothing is written. */
export async function dryRun(
  rule: RuleDefinition,
  on: TriedOn,
  event: RuleEvent | undefined,
): Promise<DryRunAnswer> {
  const body = { rule, ...on, ...(event === undefined ? {} : { event }) };
  return (await api.client.post<DryRunAnswer>('/rules/dry-run', body)).data;
}

export interface RecordName {
  readonly id: string;
  readonly code?: string;
  readonly title?: string;
}

interface Shift<T> {
  readonly appeared: readonly T[];
  readonly gone: readonly T[];
}

/** What differs on one record between the release and the drafts. */
export interface ReplayDifference {
  readonly record: RecordName;
  readonly event: RuleEvent;
  readonly fired: readonly string[];
  readonly unfired: readonly string[];
  readonly changed: readonly {
    readonly path: string;
    readonly title: Localized;
    readonly old: unknown;
    readonly new: unknown;
  }[];
  readonly messages: Shift<ToldFinding>;
  readonly effects: Shift<ToldEffect>;
}

export interface ReplayAnswer {
  readonly form: string;
  readonly release: number;
  readonly rules: readonly { readonly key: string; readonly title: Localized }[];
  readonly asked: number;
  readonly replayed: number;
  readonly complete: boolean;
  readonly stopped?: 'time' | 'cancelled';
  readonly counts: {
    readonly different: number;
    readonly fired: number;
    readonly unfired: number;
    readonly changed: number;
    readonly messages: number;
    readonly effects: number;
  };
  readonly differences: readonly ReplayDifference[];
  readonly withheld: number;
}

/** Replays the newest records of the rule's form by the release and by the rule as it is written now. */
export async function replay(rule: RuleDefinition, last: number, signal: AbortSignal): Promise<ReplayAnswer> {
  const body = { definitions: [rule], form: rule.form, last, milliseconds: REPLAY_SECONDS * 1000 };
  return (await api.client.post<ReplayAnswer>('/rules/replay', body, { signal })).data;
}

/** After so many seconds a replay says how far it came. */
export const REPLAY_SECONDS = 10;

/** One firing of a rule that was kept. */
export interface KeptTrace {
  readonly id: string;
  readonly at: string;
  readonly outcome: 'fired' | 'refused' | 'failed';
  readonly release: number;
  readonly actor: string | null;
  readonly form: string;
  /** Missing where the rule was about no record. */
  readonly record?: RecordName;
  readonly condition?: ConditionTrace;
  readonly sentence?: Localized;
  readonly issues: readonly ToldFinding[];
}

export interface TracePage {
  readonly data: readonly KeptTrace[];
  readonly users: UserNames;
  /** How many firings are kept for each rule; failures are always. */
  readonly kept: number;
  readonly nextCursor?: string;
}

/** The latest firings of a published rule, newest first. */
export async function latestTraces(
  key: string,
  query: { readonly outcome?: string; readonly cursor?: string },
): Promise<TracePage> {
  const path = `/rules/${encodeURIComponent(key)}/traces`;
  return (await api.client.get<TracePage>(path, { query: { limit: 20, ...query } })).data;
}

/** Where people open a record. */
export function recordPath(form: string, id: string): string {
  return `/forms/${encodeURIComponent(form)}/${encodeURIComponent(id)}`;
}

/** What people call a record; a record without a number or a title is told by the end of its id. */
export function recordText({ id, code, title }: RecordName): string {
  const words = [code, title === code ? undefined : title].filter((word) => word !== undefined);
  return words.length === 0 ? `…${id.slice(-8)}` : words.join(' ');
}
