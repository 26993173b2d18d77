import { createContext, useContext } from 'react';

/** What became of a node while the flow was played. */
export interface NodePlay {
  readonly state: 'done' | 'active' | 'planned' | 'skipped';
  /** Stands where the settings of the node are told while it is drawn. */
  readonly note: string;
  /** A short word at its corner: that it is its turn, that it has stopped. */
  readonly mark: string;
  readonly visits: number;
  readonly isStuck: boolean;
  /** For those who hear the drawing. */
  readonly spoken: string;
}

/** A flow that is played instead of drawn: nothing on the canvas can be changed then. */
export interface Played {
  readonly nodes: ReadonlyMap<string, NodePlay>;
  /** Lines that were taken. */
  readonly taken: ReadonlySet<string>;
}

export const PlayedContext = createContext<Played | null>(null);

/** What is played on the canvas around; `null` while the flow is being drawn. */
export function usePlayed(): Played | null {
  return useContext(PlayedContext);
}
