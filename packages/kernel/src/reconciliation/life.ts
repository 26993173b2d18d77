/** The life of a difference, from the run that finds it to the one that does not find it any more. */
export type DifferenceState =
  'open' | 'assigned' | 'explained' | 'fixing' | 'approved' | 'closed' | 'reopened';

/** What people do about a difference. */
export type DifferenceAct = 'assign' | 'explain' | 'fix' | 'approve' | 'close' | 'reopen';

const UNDECIDED = ['open', 'assigned', 'explained', 'fixing', 'reopened'] as const;

interface Step {
  readonly from: readonly DifferenceState[];
  readonly to: DifferenceState;
}

const STEPS: Readonly<Record<DifferenceAct, Step>> = {
  assign: { from: UNDECIDED, to: 'assigned' },
  explain: { from: UNDECIDED, to: 'explained' },
  fix: { from: UNDECIDED, to: 'fixing' },
  approve: { from: ['explained', 'fixing'], to: 'approved' },
  close: { from: ['approved'], to: 'closed' },
  reopen: { from: ['approved', 'closed'], to: 'reopened' },
};

export const DIFFERENCE_ACTS = Object.keys(STEPS) as readonly DifferenceAct[];

/** The state after an act; `undefined` where the act is not possible. Naming somebody else undoes nothing. */
export function stateAfter(act: DifferenceAct, state: DifferenceState): DifferenceState | undefined {
  const { from, to } = STEPS[act];
  if (!from.includes(state)) return undefined;
  return act === 'assign' && (state === 'explained' || state === 'fixing') ? state : to;
}
