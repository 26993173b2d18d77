/**
 * What somebody wants to happen. Every way in (HTTP, import, schedule, worker, command line) makes one of these, so that
 * all of them take one path.
 */

import type { RecordData } from '../expression/index.js';
import type { OccasionType } from '../metadata/index.js';

/** Changes to a record as they come in: header fields, and lines by id. Not yet checked. */
export type RecordPatch = Readonly<Record<string, unknown>>;

interface CommandHead {
  readonly form: string;
  /** The instant of the command, RFC 3339 in UTC. */
  readonly at: string;
}

export interface CreateCommand extends CommandHead {
  readonly type: 'create';
  readonly id: string;
  readonly values: unknown;
}

interface OnRecord extends CommandHead {
  readonly id: string;
  /** The version that the caller has seen; a newer one refuses the command. */
  readonly version?: number;
}

export interface ChangeCommand extends OnRecord {
  readonly type: 'change';
  readonly patch: RecordPatch;
}

export interface DeleteCommand extends OnRecord {
  readonly type: 'delete';
}

/** Takes an action of the form's lifecycle. */
export interface ActCommand extends OnRecord {
  readonly type: 'act';
  readonly action: string;
  readonly patch?: RecordPatch;
  readonly comment?: string;
}

/** Answers a task of a flow. */
export interface AnswerCommand extends OnRecord {
  readonly type: 'answer';
  readonly taskId: string;
  readonly answer: 'approve' | 'reject' | 'submit';
  readonly patch?: RecordPatch;
  readonly comment?: string;
}

/**
 * A schedule, a threshold or a webhook calls a rule. Where the rule is about no record, `id` is the occasion's own and
 * names what it brings.
 */
export interface FireCommand extends OnRecord {
  readonly type: 'fire';
  readonly rule: string;
  readonly on: OccasionType;
  /** Names the occasion: what two of them tell about one version of a record are two messages. */
  readonly occasion?: string;
  /** `payload` of a webhook, `balance` of a threshold. */
  readonly given?: Readonly<Record<string, RecordData>>;
}

export type Command =
  FireCommand | CreateCommand | ChangeCommand | DeleteCommand | ActCommand | AnswerCommand;
