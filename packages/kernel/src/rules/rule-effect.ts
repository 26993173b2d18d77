import type { RecordData, WireValue } from '../expression/index.js';
import type { Localized } from '../foundation/index.js';
import type { Condition, PeopleSource } from '../metadata/index.js';
import type { WordedNotice } from './compile-notification.js';

/** Who asks for an effect: a rule by its key, so that traces, movements and notifications can name it. */
export interface RuleOrigin {
  readonly key: string;
  /** Its condition did not hold, and the actions of its `else` ran. */
  readonly branch?: 'else';
}

/** Where an effect comes from; together with the record it names the effect once and for all. */
export interface EffectSource {
  readonly rule: RuleOrigin;
  /** Id of the action in its list. */
  readonly action: string;
  /** Id of the line that the rule was asked for, or that is written. */
  readonly line?: string;
  /** What becomes of the command when the effect cannot be carried out; without it the command is refused. */
  readonly onError?: 'skip' | 'warn';
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
  /** Fields whose values the texts repeat. */
  readonly tells?: readonly string[];
  /** Key of the template that words it. */
  readonly notification?: string;
  /** What single kinds of channels say otherwise. */
  readonly channels?: WordedNotice['channels'];
}

export interface CreateRecordEffect extends RecordDraft, EffectSource {
  readonly type: 'create_record';
}

export interface CreateTaskEffect extends EffectSource {
  readonly type: 'create_task';
  readonly title: Localized;
  /** Fields whose values the title repeats. */
  readonly tells?: readonly string[];
  readonly people: readonly PeopleSource[];
  /** ISO 8601 duration from now. */
  readonly dueIn?: string;
  /** The last day on which it is in time; a blank one leaves it without a time limit. */
  readonly dueOn?: string;
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

/** The records that an update is for: one by its id, or those whose fields match. */
export type RecordQuery =
  | { readonly form: string; readonly id: string }
  | {
      readonly form: string;
      /** Field -> value that it must have. */
      readonly match: Readonly<Record<string, WireValue>>;
      /** What else must hold for them; over the fields of their own form. */
      readonly where?: Condition;
      /** More than so many are refused. */
      readonly max: number;
    };

export interface UpdateRecordEffect extends EffectSource {
  readonly type: 'update_record';
  /** The form of the other records. */
  readonly form: string;
  /** Absent when the reference at hand is blank. */
  readonly query?: RecordQuery;
  /** Field of the other record -> formula over this record and, as `target`, the other one. */
  readonly values: Readonly<Record<string, string>>;
}

export interface StartFlowEffect extends EffectSource {
  readonly type: 'start_flow';
  readonly flow: string;
}

export interface CallWebhookEffect extends EffectSource {
  readonly type: 'call_webhook';
  /** Key of the endpoint; its address and secret are settings of the installation. */
  readonly endpoint: string;
  readonly payload: RecordData;
}

/** What a form shows, asks for, locks or offers for one field. */
export type LinkageEffect = EffectSource & { readonly type: 'link'; readonly field: string } & (
    | { readonly aspect: 'visible' | 'required' | 'readOnly'; readonly value: boolean }
    | { readonly aspect: 'options'; readonly value: readonly string[] }
  );

/** What a rule wants done, as data. Only the unit of work writes. */
export type RuleEffect =
  | SetFieldEffect
  | NotifyEffect
  | CreateRecordEffect
  | CreateTaskEffect
  | PostEffect
  | TransitionEffect
  | UpdateRecordEffect
  | StartFlowEffect
  | CallWebhookEffect
  | LinkageEffect;
