import { useEffect, type RefObject } from 'react';
import { isTyping } from '@dougong/ui/shell';
import type { CanvasHandle } from './canvas/FlowCanvas.js';
import type { Designer } from './designer-context.js';
import { neighbour } from './flow-graph.js';
import type { Direction } from './flow-graph.js';
import { moveNode, tidy } from './flow-gestures.js';
import { positionsOf } from './flow-layout.js';
import type { NodeActions } from './use-node-actions.js';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
const NUDGE = 16;
const SHIFTS: Readonly<Record<Direction, readonly [number, number]>> = {
  up: [0, -NUDGE],
  down: [0, NUDGE],
  left: [-NUDGE, 0],
  right: [NUDGE, 0],
};

interface Desk {
  readonly designer: Designer;
  readonly actions: NodeActions;
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly save: () => void;
}

/** Dialogs, menus and drop-downs have keys of their own. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"], [role="menu"], [role="listbox"], .ant-select') !== null
  );
}

/** On the drawing, or nowhere: where arrows and Enter are free to mean nodes. */
function isOnDrawing(target: EventTarget | null): boolean {
  if (target === document.body) return true;
  return (
    target instanceof Element && target.closest('.ds-canvas') !== null && target.closest('button, a') === null
  );
}

/** Keys with Ctrl or Cmd. Tells whether the key was one of them. */
function command(event: KeyboardEvent, { designer, actions, save }: Desk): boolean {
  const { editor } = designer;
  const { selection } = editor.snapshot();
  switch (event.key.toLowerCase()) {
    case 'z':
      if (event.shiftKey) editor.redo();
      else editor.undo();
      return true;
    case 'y':
      editor.redo();
      return true;
    case 'd':
      if (selection?.kind === 'node') actions.duplicate(selection.id);
      return true;
    case 's':
      save();
      return true;
    default:
      return false;
  }
}

/** Arrows walk from node to node; with Alt they move the node. */
function arrow(direction: Direction, event: KeyboardEvent, { designer }: Desk): boolean {
  const { editor, reveal, run } = designer;
  const { document: flow, selection } = editor.snapshot();
  const places = positionsOf(flow);
  const from = selection?.kind === 'node' ? selection.id : undefined;
  if (from === undefined) {
    const first = flow.nodes[0];
    if (first !== undefined) reveal({ kind: 'node', id: first.id });
    return true;
  }
  const here = places[from];
  if (event.altKey && here !== undefined) {
    const [x, y] = SHIFTS[direction];
    return run(moveNode(flow, from, { x: here.x + x, y: here.y + y })) || true;
  }
  const next = neighbour(places, from, direction);
  if (next !== undefined) reveal({ kind: 'node', id: next });
  return true;
}

function plain(event: KeyboardEvent, desk: Desk): boolean {
  const { designer, actions, canvas } = desk;
  const { editor, run, select, openMenu, focusInspector } = designer;
  const { selection } = editor.snapshot();
  const direction = ARROWS[event.key];
  if (direction !== undefined) return isOnDrawing(event.target) && arrow(direction, event, desk);
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      if (selection?.kind === 'node') actions.remove(selection.id);
      return selection?.kind === 'node';
    case 'Enter':
      if (!isOnDrawing(event.target)) return false;
      focusInspector();
      return true;
    case '+':
    case '=': {
      const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      const anchor = (opener ?? document.body).getBoundingClientRect();
      openMenu({ after: selection?.kind === 'node' ? selection.id : undefined, anchor, opener });
      return true;
    }
    case 'l':
    case 'L':
      run(tidy(editor.document));
      canvas.current?.fit();
      return true;
    case '1':
      canvas.current?.fit();
      return true;
    case 'Escape':
      select(null);
      return true;
    default:
      return false;
  }
}

/** The keys of the designer. They rest while a text is typed, while a dialog is open, and without a desk. */
export function useShortcuts(desk: Desk | null): void {
  useEffect(() => {
    if (desk === null) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event.target)) return;
      const withCommand = event.ctrlKey || event.metaKey;
      const isSave = withCommand && event.key.toLowerCase() === 's';
      if (isTyping(event.target) && !isSave) return;
      if (withCommand ? command(event, desk) : plain(event, desk)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
}
