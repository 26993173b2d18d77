import type { CaseStep } from './flow-case.js';
import type { CaseCheck, CaseView } from './judge-view.js';

/** What became of a step. */
export type StepOutcome =
  { readonly kind: 'done'; readonly replayed: boolean } | { readonly kind: 'refused'; readonly code: string };

/** Nobody knows how to play such a step. */
export class UnknownStep extends Error {}

/** Where one case is played once: an engine, its people and its time. It speaks the language of the case. */
export interface Stage {
  /** Checks the drawing without publishing it. */
  check(): CaseCheck;
  /** Publishes the definitions of the case; codes of what blocks them come back. */
  publish(): Promise<readonly string[]>;
  /** Brings about what a step takes for granted: the document that is to be started, the engine that carries it out. */
  prepare(step: CaseStep, engine: number): Promise<void>;
  /**
   * Carries a step out.
   * @param engine which of the engines that share the database does it
   * @throws UnknownStep
   */
  carryOut(step: CaseStep, engine: number): Promise<StepOutcome>;
  /** Lets the workers do what is due now, until nothing is left. */
  settle(): Promise<void>;
  view(): Promise<CaseView>;
  /** Everything that a refused step must leave as it was, by the name of the part, as text. */
  footprint(): Promise<Readonly<Record<string, string>>>;
  /** How often instances were moved so far: by a decision, by a timer that went off. */
  moves(): Promise<number>;
}
