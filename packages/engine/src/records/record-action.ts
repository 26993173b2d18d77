import type { WorkPolicy } from '@dougong/kernel/flows';
import type { Localized } from '@dougong/kernel/foundation';

/** Something that may be done with a record now, or why it may not. */
export interface RecordAction {
  readonly id: string;
  readonly title: Localized;
  /**
   * `task`: answer the task; `step`: what else its holder may do with it; `flow`: what may be done with the flow without
   * a task; `lifecycle`: take the record's action; `delete`: delete it.
   */
  readonly kind: 'lifecycle' | 'task' | 'step' | 'flow' | 'delete';
  readonly taskId?: string;
  /** The instance, where it is not the main one of the record. */
  readonly instance?: string;
  readonly nodeTitle?: Localized;
  /** Answers: whose task it is that the user helps with, or for whom he stands in. */
  readonly helps?: string;
  readonly forUser?: string;
  /** Whether the answer takes, or must have, a comment. */
  readonly opinion?: WorkPolicy['opinion'];
  readonly allowed: boolean;
  /** Code of the reason for which it is not allowed, and what its sentence is made with. */
  readonly reason?: string;
  readonly reasonParams?: Readonly<Record<string, unknown>>;
  /** Fields that are still blank and that the action asks for. */
  readonly missing?: readonly string[];
  /** Nodes that it can be about: where a return can go, whose answer can be taken back. */
  readonly nodes?: readonly { readonly id: string; readonly title: Localized }[];
  /** People that it can be about: signers who can be taken out again. */
  readonly people?: readonly string[];
  /** Return: how the flow goes on afterwards unless somebody says otherwise. */
  readonly after?: 'redo' | 'back';
  /** Nodes whose people must be picked along with it. */
  readonly choices?: readonly NodeChoice[];
}

/** A node whose people somebody picks: its id as `chosen` takes it. */
export interface NodeChoice {
  readonly node: string;
  readonly title: Localized;
}
