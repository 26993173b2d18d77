/**
 * What somebody wants to happen. Every way in (HTTP, import, schedule, worker, command line) makes one of these, so that
 * all of them take one path.
 */

import type { RecordData } from '../expression/index.js';
import type { Choices, AnswerCommand as FlowAnswer, FlowCommand, StartCommand } from '../flows/index.js';
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
  /** An administrator deletes it although a flow runs on it: the flow is cancelled. */
  readonly force?: boolean;
}

/** Takes an action of the form's lifecycle. */
export interface ActCommand extends OnRecord {
  readonly type: 'act';
  readonly action: string;
  readonly patch?: RecordPatch;
  readonly comment?: string;
  /** Whom the starter picks for nodes of the flow that the action starts. */
  readonly chosen?: Choices;
}

/** Answers a task of a flow. */
export interface AnswerCommand extends OnRecord {
  readonly type: 'answer';
  readonly taskId: string;
  readonly answer: 'approve' | 'reject' | 'submit';
  readonly patch?: RecordPatch;
  /** Node -> the people picked for it. */
  readonly chosen?: Choices;
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

/** Everything else that happens to the flow of a record: by people, by administrators, by the platform itself. */
export interface MoveCommand extends OnRecord {
  readonly type: 'move';
  readonly step: FlowRequest;
  /** Changes of the record that go with sending it again. */
  readonly patch?: RecordPatch;
  /** The platform's own: timers, events, the ends of calls. No request of a person may say so. */
  readonly byPlatform?: true;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A step of a flow but for who takes it and when, which the command says. */
export type FlowRequest =
  | Without<Exclude<FlowCommand, StartCommand | FlowAnswer>, 'by' | 'at'>
  /** To the flow as another release has it; node -> the node that takes its place. */
  | {
      readonly type: 'migrate';
      readonly release: number;
      readonly map?: Readonly<Record<string, string>>;
      readonly comment?: string;
    };

export type Command =
  FireCommand | CreateCommand | ChangeCommand | DeleteCommand | ActCommand | AnswerCommand | MoveCommand;
