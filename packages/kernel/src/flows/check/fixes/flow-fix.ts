import type { FlowEdge } from '../../../metadata/index.js';

/** One edit of a drawing, as data: a designer shows it in words and applies it in one step. */
export type FlowFix =
  /** The line stands for all other cases, and no other line of its node does. */
  | { readonly kind: 'set_default'; readonly edge: string }
  | { readonly kind: 'clear_condition'; readonly edge: string }
  | { readonly kind: 'delete_line'; readonly edge: string }
  | { readonly kind: 'move_line'; readonly edge: string; readonly to: string }
  | { readonly kind: 'add_line'; readonly from: string; readonly to: string; readonly on?: FlowEdge['on'] }
  /** The nodes go; lines into one that has a single way on are led there. */
  | { readonly kind: 'delete_node'; readonly nodes: readonly string[] }
  /** Another kind of gate in the same place. */
  | { readonly kind: 'change_type'; readonly node: string; readonly type: string }
  /** A join in front of a node, into which the lines are led. */
  | {
      readonly kind: 'insert_join';
      readonly before: string;
      readonly type: string;
      readonly edges: readonly string[];
    }
  /** A branch behind a node takes over its normal lines, or those for an event. */
  | {
      readonly kind: 'insert_split';
      readonly after: string;
      readonly type: string;
      readonly on?: FlowEdge['on'];
    }
  /** A branch on a line: the old way for all other cases, and a new one. */
  | { readonly kind: 'insert_exit'; readonly edge: string; readonly type: string; readonly to: string }
  | { readonly kind: 'add_start'; readonly type: string; readonly to?: string }
  | { readonly kind: 'add_end'; readonly type: string; readonly from: readonly string[] }
  | { readonly kind: 'set_config'; readonly node: string; readonly key: string; readonly value?: unknown };
