import type { Command } from './command.js';
import { History } from './history.js';
import { sameSelection } from './selection.js';
import type { Selection } from './selection.js';

/** What a view of an edited document draws. A new object after every change, so that React can compare. */
export interface EditorView<D> {
  readonly document: D;
  readonly selection: Selection;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A document under the hand: commands, their history, and what is selected. A store outside React. */
export class Editor<D> {
  private readonly history: History<D>;
  private selection: Selection = null;
  private view: EditorView<D>;
  private readonly listeners = new Set<() => void>();
  private readonly changeListeners = new Set<(document: D) => void>();

  constructor(document: D, now: () => number) {
    this.history = new History(document, { now });
    this.view = this.makeView();
  }

  readonly snapshot = (): EditorView<D> => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Hears of changed documents only, not of selections. */
  onChange(listener: (document: D) => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  get document(): D {
    return this.history.document;
  }

  run(command: Command<D>): boolean {
    const changed = this.history.run(command);
    if (changed) this.announce(true);
    return changed;
  }

  undo(): void {
    if (this.history.undo()) this.announce(true);
  }

  redo(): void {
    if (this.history.redo()) this.announce(true);
  }

  select(selection: Selection): void {
    if (sameSelection(this.selection, selection)) return;
    this.selection = selection;
    this.announce(false);
  }

  /** Puts another document in its place and forgets the history. */
  reset(document: D): void {
    this.history.reset(document);
    this.announce(false);
  }

  private announce(changed: boolean): void {
    this.view = this.makeView();
    this.listeners.forEach((listener) => listener());
    if (changed) this.changeListeners.forEach((listener) => listener(this.history.document));
  }

  private makeView(): EditorView<D> {
    const { document, canUndo, canRedo } = this.history;
    return { document, selection: this.selection, canUndo, canRedo };
  }
}
