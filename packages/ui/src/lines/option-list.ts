import type { LineColumn, LineOption } from './line-column.js';
import { COLUMN_KINDS, exactOption } from './kinds/index.js';

export interface OptionListState {
  readonly row: string;
  readonly column: LineColumn;
  readonly options: readonly LineOption[];
  /** Position of the option that Enter takes; -1 takes none. */
  readonly chosen: number;
  readonly status: 'ready' | 'searching' | 'failed';
}

const SEARCH_DELAY_MS = 150;

/** The list under the active cell: what it offers, which entry is chosen, and searches that are under way. */
export class OptionList {
  private current: OptionListState | null = null;
  private readonly listeners = new Set<() => void>();
  private search: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Enter came before the answer: the pick happens when the answer is there. */
  private whenReady: ((option: LineOption | undefined) => void) | null = null;

  state(): OptionListState | null {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Shows what fits the text. Options at hand come at once, others after a pause in typing. */
  show(row: string, column: LineColumn, text: string): void {
    this.stopSearch();
    const atHand = COLUMN_KINDS[column.kind].options?.(text, column);
    if (atHand !== undefined) {
      this.set({ row, column, options: atHand, chosen: atHand.length === 0 ? -1 : 0, status: 'ready' });
      return;
    }
    const kept =
      this.current?.row === row && this.current.column.key === column.key ? this.current.options : [];
    this.set({ row, column, options: kept, chosen: -1, status: 'searching' });
    this.timer = setTimeout(() => void this.runSearch(row, column, text), SEARCH_DELAY_MS);
  }

  hide(): void {
    this.stopSearch();
    this.whenReady = null;
    if (this.current !== null) this.set(null);
  }

  move(step: 1 | -1): void {
    if (this.current === null || this.current.options.length === 0) return;
    const count = this.current.options.length;
    this.set({
      ...this.current,
      chosen: (Math.max(this.current.chosen, step === 1 ? -1 : 0) + step + count) % count,
    });
  }

  choose(index: number): void {
    if (this.current !== null) this.set({ ...this.current, chosen: index });
  }

  /** Gives the chosen option now, or when the running search has answered. */
  take(then: (option: LineOption | undefined) => void): void {
    if (this.current?.status === 'searching') this.whenReady = then;
    else then(this.current?.options[this.current.chosen]);
  }

  private async runSearch(row: string, column: LineColumn, text: string): Promise<void> {
    const search = new AbortController();
    this.search = search;
    try {
      const options = (await column.search?.(text, search.signal, row)) ?? [];
      if (!search.signal.aborted) this.answer(row, column, options, text);
    } catch {
      if (!search.signal.aborted) this.set({ row, column, options: [], chosen: -1, status: 'failed' });
    }
  }

  private answer(row: string, column: LineColumn, options: readonly LineOption[], text: string): void {
    const exact = exactOption(options, text);
    const chosen = exact === undefined ? (options.length === 0 ? -1 : 0) : options.indexOf(exact);
    this.set({ row, column, options, chosen, status: 'ready' });
    const waiting = this.whenReady;
    this.whenReady = null;
    // A code that was scanned or typed blindly is taken only if it is certain which record is meant.
    waiting?.(exact ?? (options.length === 1 ? options[0] : undefined));
  }

  private stopSearch(): void {
    clearTimeout(this.timer);
    this.search?.abort();
    this.search = null;
  }

  private set(next: OptionListState | null): void {
    this.current = next;
    this.listeners.forEach((listener) => listener());
  }
}
