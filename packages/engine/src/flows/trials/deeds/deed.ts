import type { TrialStep } from '@dougong/kernel/metadata';
import type { TrialPlay } from '../trial-play.js';

/** What a kind of step does. Members that its kind needs are there: the request was checked. */
export type Deed = (play: TrialPlay, step: TrialStep) => Promise<void>;

/** A member that the kind of step needs. */
export function said(value: string | undefined): string {
  return value ?? '';
}

/** The comment that goes along. */
export function commentOf({ comment }: TrialStep) {
  return comment === undefined ? {} : { comment };
}

/** The people picked for later nodes. */
export function chosenOf({ choices }: TrialStep) {
  return choices === undefined ? {} : { chosen: choices };
}

/** The changes that go along. */
export function patchOf({ values }: TrialStep) {
  return values === undefined ? {} : { patch: values };
}
