import { shown } from '../suite.js';
import type { CaseExpectation, CaseStep, FlowCase } from './flow-case.js';
import { alternativesMet, checkDifference, differenceOf } from './judge-view.js';
import type { CaseCheck, Difference } from './judge-view.js';
import { UnknownStep } from './stage.js';
import type { Stage, StepOutcome } from './stage.js';

/** How the actions of a race are sent: at once, or one after another in this order. */
export type RaceOrder = 'at once' | ((actions: number) => readonly number[]);

/** An expectation with alternatives: how many it has, and which came true. */
export interface Alternatives {
  readonly count: number;
  readonly met: readonly number[];
}

/** What one play of a case showed. */
export interface PlayResult {
  readonly difference?: Difference;
  /** By the place of the expectation in the case. */
  readonly alternatives: ReadonlyMap<string, Alternatives>;
}

/** Thrown with the first difference: what follows it says nothing. */
class Differs extends Error {
  constructor(readonly difference: Difference) {
    super(difference.expected);
  }
}

/** Plays every step of a case on a stage and compares what is expected with what can be seen. */
export async function playCase(one: FlowCase, stage: Stage, order: RaceOrder): Promise<PlayResult> {
  const play = new Play(one, stage, order);
  try {
    await play.run();
    return { alternatives: play.alternatives };
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    return { difference: error.difference, alternatives: play.alternatives };
  }
}

class Play {
  readonly alternatives = new Map<string, Alternatives>();
  private isPublished = false;
  private check: CaseCheck | undefined;

  constructor(
    private readonly one: FlowCase,
    private readonly stage: Stage,
    private readonly order: RaceOrder,
  ) {}

  async run(): Promise<void> {
    for (const [at, step] of this.one.steps.entries()) await this.play(step, placeOf(step, at));
    await this.compare(this.one.expect, 'at the end');
  }

  private async play(step: CaseStep, place: string): Promise<void> {
    if (step.do === 'check') this.check = this.stage.check();
    else if (step.do === 'race') await this.race(step, place);
    else await this.carryOut(step, place);
    await this.compare(step.then ?? {}, place);
  }

  private async carryOut(step: CaseStep, place: string): Promise<void> {
    await this.publishOnce();
    await this.stage.prepare(step, 0);
    const mayChangeNothing = isRefused(step) || step.replayed === true;
    const before = mayChangeNothing ? await this.stage.footprint() : {};
    const outcome = await this.attempt(step, place, 0);
    requireOutcome(step, place, outcome);
    if (mayChangeNothing) await this.requireSame(place, before);
    else await this.stage.settle();
  }

  private async attempt(step: CaseStep, place: string, engine: number): Promise<StepOutcome> {
    try {
      return await this.stage.carryOut(step, engine);
    } catch (error) {
      if (!(error instanceof UnknownStep)) throw error;
      throw differs(place, 'a step that can be played', shown(error.message));
    }
  }

  private async requireSame(place: string, before: Readonly<Record<string, string>>): Promise<void> {
    const after = await this.stage.footprint();
    const changed = Object.keys(after).filter((part) => after[part] !== before[part]);
    if (changed.length > 0) throw differs(place, 'nothing changed', `changed ${changed.join(', ')}`);
  }

  private async race(step: CaseStep, place: string): Promise<void> {
    await this.publishOnce();
    const actions = step.actions ?? [];
    for (const [at, action] of actions.entries()) await this.stage.prepare(action, at);
    const movesBefore = await this.stage.moves();
    const outcomes = await this.runRace(actions, place);
    const decided = outcomes.filter((outcome, at) => isDecision(actions[at], outcome)).length;
    // Time and events decide when they move an instance: that shows in the moves that nobody's action made.
    const moved = (await this.stage.moves()) - movesBefore - decided;
    await this.stage.settle();
    const decisions = decided + Math.min(Math.max(moved, 0), actions.filter(happensByItself).length);
    if (step.decisions !== undefined && step.decisions !== decisions)
      throw differs(place, `${step.decisions} decisions`, String(decisions));
  }

  private async runRace(actions: readonly CaseStep[], place: string): Promise<readonly StepOutcome[]> {
    if (this.order === 'at once')
      return Promise.all(actions.map((action, at) => this.attempt(action, place, at)));
    const outcomes: StepOutcome[] = [];
    for (const at of this.order(actions.length)) {
      const action = actions[at];
      if (action !== undefined) outcomes[at] = await this.attempt(action, place, at);
    }
    return outcomes;
  }

  private async publishOnce(): Promise<void> {
    if (this.isPublished) return;
    this.isPublished = true;
    const findings = await this.stage.publish();
    if (findings.length > 0) throw differs('before the first step', 'the flow published', shown(findings));
  }

  private async compare(expected: CaseExpectation, place: string): Promise<void> {
    this.compareCheck(expected, place);
    if (!asksForView(expected)) return;
    await this.publishOnce();
    const view = await this.stage.view();
    const { anyOf } = expected;
    if (anyOf !== undefined)
      this.alternatives.set(place, { count: anyOf.length, met: alternativesMet(expected, view) });
    const difference = differenceOf(expected, view);
    if (difference) throw differs(place, difference.expected, difference.got);
  }

  private compareCheck(expected: CaseExpectation, place: string): void {
    if (expected.publishable === undefined && expected.findings === undefined) return;
    this.check ??= this.stage.check();
    const difference = checkDifference(expected, this.check);
    if (difference) throw differs(place, difference.expected, difference.got);
  }
}

function requireOutcome(step: CaseStep, place: string, outcome: StepOutcome): void {
  if (isRefused(step)) {
    if (outcome.kind !== 'refused')
      throw differs(place, `to be refused (${String(step.refused)})`, 'it done');
    return;
  }
  if (outcome.kind === 'refused') throw differs(place, 'it done', `refused ${shown(outcome.code)}`);
  if (step.replayed === true && !outcome.replayed)
    throw differs(place, 'the first answer again', 'it done once more');
}

const OF_CHECK: ReadonlySet<string> = new Set(['publishable', 'findings']);

function asksForView(expected: CaseExpectation): boolean {
  return Object.keys(expected).some((key) => !OF_CHECK.has(key));
}

function differs(place: string, expected: string, got: string): Differs {
  return new Differs({ expected: `${place}: ${expected}`, got });
}

/** A step as a person would find it in the file. */
function placeOf({ do: what, by }: CaseStep, at: number): string {
  return `at step ${at + 1} (${what}${by === undefined ? '' : ` by ${by}`})`;
}

function isRefused({ refused }: CaseStep): boolean {
  return refused !== undefined && refused !== false;
}

function happensByItself(action: CaseStep | undefined): boolean {
  return action?.do === 'advance' || action?.do === 'signal';
}

function isDecision(action: CaseStep | undefined, outcome: StepOutcome): boolean {
  return !happensByItself(action) && outcome.kind === 'done' && !outcome.replayed;
}
