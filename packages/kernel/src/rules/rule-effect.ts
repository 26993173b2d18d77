import type { RecordData, WireValue } from '../expression/index.js';
import type { Localized } from '../foundation/index.js';
import type { PeopleSource } from '../metadata/index.js';

/** Who asks for an effect: a rule by its key, so that traces, movements and notifications can name it. */
export interface RuleOrigin {
  readonly key: string;
}

/** Where an effect comes from; together with the record it names the effect once and for all. */
export interface EffectSource {
  readonly rule: RuleOrigin;
  /** Id of the action in its list. */
  readonly action: string;
  /** Id of the line that the rule was asked for, or that is written. */
  readonly line?: string;
}

/** A record that is to be made: values in canonical wire form, tables of lines among them. */
export interface RecordDraft {
  readonly form: string;
  readonly values: RecordData;
  /** Field of the record at hand that takes the new record's id. */
  readonly backlink?: string;
  /** Name by which the same occasion refers to the new record. */
  readonly ref?: string;
}

export interface SetFieldEffect extends EffectSource {
  readonly type: 'set_field';
  /** `flag`, or `lines.reason` together with `line`. */
  readonly field: string;
  readonly value: WireValue;
}

export interface NotifyEffect extends EffectSource {
  readonly type: 'notify';
  /** Fields are already resolved to users. */
  readonly people: readonly PeopleSource[];
  readonly title: Localized;
  readonly body?: Localized;
}

export interface CreateRecordEffect extends RecordDraft, EffectSource {
  readonly type: 'create_record';
}

export interface CreateTaskEffect extends EffectSource {
  readonly type: 'create_task';
  readonly title: Localized;
  readonly people: readonly PeopleSource[];
  /** ISO 8601 duration from now. */
  readonly dueIn?: string;
  /** A record made for the task; without it the task is about the record at hand. */
  readonly record?: RecordDraft;
  /** Action of that record whose success closes the task. */
  readonly completedBy?: string;
}

export interface PostEffect extends EffectSource {
  readonly type: 'post';
  readonly posting: string;
}

export interface TransitionEffect extends EffectSource {
  readonly type: 'transition';
  readonly state: string;
}

/** What a rule wants done, as data. Only the unit of work writes. */
export type RuleEffect =
  SetFieldEffect | NotifyEffect | CreateRecordEffect | CreateTaskEffect | PostEffect | TransitionEffect;
