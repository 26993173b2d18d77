import type { DefinitionKind } from '../metadata/index.js';
import type { Localized } from '../foundation/index.js';

/** How much a change may cost those who work with the definition. */
export type ChangeWeight =
  /** Takes away or retypes what calls, data or books rely on. */
  | 'breaking'
  /** Alters who may do what, what is booked, or what must be filled in. */
  | 'careful'
  | 'plain'
  /** Only how something looks or where it stands. */
  | 'layout';

/** One change in a definition. Sentences are made of `code` and `params` at the edge. */
export interface Change {
  /** What happened, for programs: `field_added`, `node_removed`, `state_order_changed`, `permission_widened`. */
  readonly what: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly weight: ChangeWeight;
  /** Pointer with ids instead of positions: `/nodes/boss/config/mode`. */
  readonly path: string;
  /** What it is about: `field`, `node`; left out where it is about the definition itself. */
  readonly element?: string;
  /** Id of that element. */
  readonly id?: string;
  readonly property?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Code of the sentence, and what it is filled with. */
  readonly code: string;
  readonly params: Readonly<Record<string, Localized | undefined>>;
}

/** What became of one definition. */
export interface DescribedDefinition {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly title: Localized;
  readonly change: 'added' | 'changed' | 'removed';
  /** Where the whole definition came or went that is the one change. */
  readonly changes: readonly Change[];
}
