import { sequence } from './command.js';
import type { Command } from './command.js';

/** How long a pause ends a burst of typing. */
export const BURST_PAUSE_MS = 1200;
export const STEPS_MAX = 500;

interface Step<D> {
  readonly undo: Command<D>;
  readonly redo: Command<D>;
  readonly burst: string | undefined;
  readonly at: number;
}

export interface HistoryOptions {
  /** The clock, in milliseconds. */
  readonly now: () => number;
  readonly stepsMax?: number;
}

/** The document as it stands and the way it came there: every change can be taken back and done again. */
export class History<D> {
  private done: Step<D>[] = [];
  private undone: Step<D>[] = [];

  constructor(
    private current: D,
    private readonly options: HistoryOptions,
  ) {}

  get document(): D {
    return this.current;
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Carries a command out. Tells whether the document changed. */
  run(command: Command<D>): boolean {
    const { document, inverse } = command.apply(this.current);
    if (document === this.current) return false;
    this.current = document;
    this.undone = [];
    this.record({ undo: inverse, redo: command, burst: command.burst, at: this.options.now() });
    return true;
  }

  /** Takes the last step back. */
  undo(): boolean {
    const step = this.done.pop();
    if (step === undefined) return false;
    const { document, inverse } = step.undo.apply(this.current);
    this.current = document;
    // The way forward is the inverse of the way back, so both ends stay exact whatever the original command computed.
    this.undone.push({ ...step, redo: inverse });
    return true;
  }

  /** Does the step again that was taken back last. */
  redo(): boolean {
    const step = this.undone.pop();
    if (step === undefined) return false;
    const { document, inverse } = step.redo.apply(this.current);
    this.current = document;
    this.done.push({ ...step, undo: inverse, burst: undefined });
    return true;
  }

  /** Starts anew from another document: a reload, a restored version. */
  reset(document: D): void {
    this.current = document;
    this.done = [];
    this.undone = [];
  }

  private record(step: Step<D>): void {
    const last = this.done.at(-1);
    if (last !== undefined && continues(last, step)) {
      this.done[this.done.length - 1] = {
        ...step,
        undo: sequence([step.undo, last.undo]),
        redo: sequence([last.redo, step.redo]),
      };
      return;
    }
    this.done.push(step);
    if (this.done.length > (this.options.stepsMax ?? STEPS_MAX)) this.done.shift();
  }
}

function continues<D>(last: Step<D>, next: Step<D>): boolean {
  return next.burst !== undefined && last.burst === next.burst && next.at - last.at <= BURST_PAUSE_MS;
}
