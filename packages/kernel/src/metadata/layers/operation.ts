import type { Predecessor } from './order.js';

/**
 * One documented change of a definition. `path` is a JSON pointer in which elements of lists stand by their names:
 * `/schema/properties/remark`, `/nodes/approve/title/en`; `''` is the whole. Every operation holds what it replaces (`was`), so that it
 * can be undone, and so that it is noticed when what it meant is no longer there. Places in a list are the name of the
 * element before (`after`; null: the first), as they are at the moment of the operation.
 */
export type Operation = SetOperation | AddOperation | RemoveOperation | MoveOperation;

export interface SetOperation {
  readonly op: 'set';
  readonly path: string;
  readonly value: unknown;
  readonly was: unknown;
}

export interface AddOperation {
  readonly op: 'add';
  readonly path: string;
  readonly value: unknown;
  /** In a list only. */
  readonly after?: Predecessor;
}

export interface RemoveOperation {
  readonly op: 'remove';
  readonly path: string;
  readonly was: unknown;
  /** In a list only: where it stood. */
  readonly after?: Predecessor;
}

export interface MoveOperation {
  readonly op: 'move';
  readonly path: string;
  readonly after: Predecessor;
  /** What it stood behind. */
  readonly was: Predecessor;
}

/** The operations that take everything back, in the order in which they must be applied. */
export function undoOf(operations: readonly Operation[]): readonly Operation[] {
  return operations.map(undoOne).reverse();
}

function undoOne(operation: Operation): Operation {
  const { path } = operation;
  switch (operation.op) {
    case 'set':
      return { op: 'set', path, value: operation.was, was: operation.value };
    case 'move':
      return { op: 'move', path, after: operation.was, was: operation.after };
    case 'add': {
      const { value, ...place } = operation;
      return { ...place, op: 'remove', was: value };
    }
    case 'remove': {
      const { was, ...place } = operation;
      return { ...place, op: 'add', value: was };
    }
  }
}
