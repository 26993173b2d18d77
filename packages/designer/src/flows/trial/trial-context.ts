import { createContext, useContext } from 'react';
import type { TrialPlay, TrialView } from './trial-play.js';
import type { TrialAnswer } from './trial-contract.js';

/** What every piece of the trial may use. */
export interface Trial {
  readonly play: TrialPlay;
  readonly view: TrialView;
  /** A person by name: as the answer tells, else as the directory knows. */
  person(id: string): string;
  /** A node by its title; nodes of flows inside of others by their path. */
  node(id: string): string;
}

/** What is used once something was played. */
export interface PlayedTrial extends Trial {
  readonly answer: TrialAnswer;
}

export const TrialContext = createContext<Trial | null>(null);

/** The trial around. */
export function useTrial(): Trial {
  const trial = useContext(TrialContext);
  if (trial === null) throw new Error('useTrial needs a TrialScreen above it');
  return trial;
}

/** The trial around, where something was played. */
export function usePlayedTrial(): PlayedTrial {
  const trial = useTrial();
  const { answer } = trial.view;
  if (answer === undefined) throw new Error('nothing was played yet');
  return { ...trial, answer };
}
