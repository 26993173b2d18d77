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
  /** Whether the answer takes, or must have, a comment. */
  readonly opinion?: WorkPolicy['opinion'];
  readonly allowed: boolean;
  /** Code of the reason for which it is not allowed. */
  readonly reason?: string;
  /** Fields that are still blank and that the action asks for. */
  readonly missing?: readonly string[];
  /** Nodes that it can be about: where a return can go, whose answer can be taken back. */
  readonly nodes?: readonly { readonly id: string; readonly title: Localized }[];
  /** People that it can be about: signers who can be taken out again. */
  readonly people?: readonly string[];
}
