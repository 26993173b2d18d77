import type { FlowDefinition } from '@dougong/kernel/metadata';
import { isMakingRefused, refusedAt } from './played-steps.js';
import type { TrialCalls } from './trial-calls.js';
import type { TrialAnswer, TrialRequest, TrialStep } from './trial-contract.js';

/** Who starts, when, and on what: chosen before the first step. */
export type TrialGiven = Pick<TrialRequest, 'starter' | 'at' | 'record'>;

/** A step that is being answered anew; what came after it is played again behind the new answer. */
export interface Rewriting {
  readonly at: number;
  readonly whole: readonly TrialStep[];
}

export interface TrialView {
  /** Absent before the first start. */
  readonly given: TrialGiven | undefined;
  /** What is given is being chosen: before the first start, and where the sample was refused. */
  readonly isSettingUp: boolean;
  readonly steps: readonly TrialStep[];
  /** Of the last steps that the engine could play. */
  readonly answer: TrialAnswer | undefined;
  /** Why the last request was refused as a whole, or nothing came back. */
  readonly problem: unknown;
  readonly isBusy: boolean;
  readonly rewriting: Rewriting | undefined;
}

const START: TrialStep = { do: 'start' };

const EMPTY: TrialView = {
  given: undefined,
  isSettingUp: true,
  steps: [],
  answer: undefined,
  problem: null,
  isBusy: false,
  rewriting: undefined,
};

interface TrialPlayOptions {
  readonly flow: string;
  /** The drawing as it stands when a step is played. */
  readonly definition: () => FlowDefinition;
  readonly calls: Pick<TrialCalls, 'play'>;
}

/**
 * A trial under the hand. The engine keeps nothing between requests: every one carries all steps so far and plays them
 * from the start, so that undoing is cutting, and another answer to an earlier step is another list.
 */
export class TrialPlay {
  private view = EMPTY;
  /** What the last answer was about: where a request that is stopped goes back to. */
  private settled = EMPTY;
  private running: AbortController | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: TrialPlayOptions) {}

  readonly snapshot = (): TrialView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Plays the start; a stored record whose flow runs already is gone on with from where it stands. */
  async begin(given: TrialGiven, start: TrialStep = START): Promise<void> {
    const fresh = { given, rewriting: undefined, answer: undefined };
    const isStored = 'id' in given.record;
    await this.play(isStored ? [] : [start], fresh);
    const { answer, problem } = this.view;
    if (isStored && problem === null && answer !== undefined && !isUnderWay(answer))
      await this.play([start], fresh);
  }

  /** The same from the start, with what was given. */
  async restart(): Promise<void> {
    const { given, steps } = this.view;
    const start = steps.find((step) => step.do === 'start');
    if (given !== undefined) await this.begin(given, start);
  }

  /** Goes one step further; a step that was refused makes room for the new one. */
  take(step: TrialStep): Promise<void> {
    const { rewriting } = this.view;
    if (rewriting === undefined) return this.play([...this.played(), step]);
    const { at, whole } = rewriting;
    return this.play([...whole.slice(0, at), step, ...whole.slice(at + 1)], { rewriting: undefined });
  }

  /** Takes a step and everything after it back. */
  cut(at: number): Promise<void> {
    return this.play(this.view.steps.slice(0, at), { rewriting: undefined });
  }

  /** Goes back to before a step, so that it is answered otherwise. */
  rewrite(at: number): Promise<void> {
    const whole = this.view.rewriting?.whole ?? this.view.steps;
    return this.play(whole.slice(0, at), { rewriting: { at, whole } });
  }

  /** Leaves the steps as they were before one was to be answered otherwise. */
  async keepAsIs(): Promise<void> {
    const { rewriting } = this.view;
    if (rewriting !== undefined) await this.play(rewriting.whole, { rewriting: undefined });
  }

  /** Asks once more what could not be answered. */
  retry(): Promise<void> {
    return this.play(this.view.steps);
  }

  /** Opens a list of steps as a whole. */
  open(given: TrialGiven, steps: readonly TrialStep[]): Promise<void> {
    return this.play(steps, { given, rewriting: undefined, answer: undefined });
  }

  /** Back to the choice of starter and record. */
  setUp(): void {
    this.running?.abort();
    this.settle({ ...this.view, isSettingUp: true, isBusy: false, problem: null, rewriting: undefined });
  }

  /** Gives up on the request that is under way: everything stands as before it. */
  stop(): void {
    this.running?.abort();
    this.set(this.settled);
  }

  private played(): readonly TrialStep[] {
    const { steps, answer } = this.settled;
    return answer === undefined ? steps : steps.slice(0, refusedAt(answer) ?? steps.length);
  }

  private async play(steps: readonly TrialStep[], change: Partial<TrialView> = {}): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.set({ ...this.view, steps, isBusy: true, problem: null });
    const given = change.given ?? this.view.given;
    if (given === undefined) return;
    const { flow, definition, calls } = this.options;
    try {
      const request = { definition: definition(), ...given, steps };
      const answer = await calls.play(flow, request, running.signal);
      if (running.signal.aborted) return;
      const isSettingUp = isMakingRefused(answer);
      this.settle({ ...this.view, ...change, answer, isSettingUp, isBusy: false });
    } catch (problem) {
      if (running.signal.aborted) return;
      this.set({ ...this.view, given, problem, isBusy: false });
    }
  }

  private settle(view: TrialView): void {
    this.settled = view;
    this.set(view);
  }

  private set(view: TrialView): void {
    this.view = view;
    this.listeners.forEach((listener) => listener());
  }
}

/** Whether the record has a flow that has begun. */
function isUnderWay({ flow }: TrialAnswer): boolean {
  return flow.nodes.some(({ state }) => state === 'active' || state === 'done');
}
