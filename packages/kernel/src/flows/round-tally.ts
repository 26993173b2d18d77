/** Counting in a round: who should hold a to-do now, and whether the node is decided. */

export type RoundMode = 'any' | 'all' | 'sequence' | 'vote';

/** `approved` stands for a submitted handle node, too. */
export type Verdict = 'approved' | 'rejected';

/** Where a signer was added: before the one who asked for him, after his yes, or beside him as an equal. */
export type AddedWhere = 'before' | 'after' | 'with';

export interface SignerAnswer {
  readonly by: string;
  readonly outcome: 'approved' | 'rejected' | 'submitted';
  /** The to-do that was answered; a duplicate never had one. */
  readonly taskId?: string;
  /** Taken over from an earlier approval of the same person. */
  readonly duplicate?: true;
}

export interface Signer {
  readonly user: string;
  /** The principal, when the user is a standing deputy. */
  readonly for?: string;
  /** The open to-do; absent while the signer waits or once he has answered. */
  readonly taskId?: string;
  readonly answer?: SignerAnswer;
  /** Who added him, and around whom he stands (the owner may change hands, the adder does not). */
  readonly added?: { readonly by: string; readonly where: AddedWhere; readonly around: string };
  /** Holds the to-do for the user and gives it back with an opinion. */
  readonly helper?: string;
}

export interface Round {
  readonly mode: RoundMode;
  /** Votes: 1 to 100. */
  readonly passPercent?: number;
  /** `any`: a refusal decides only once everybody has refused. */
  readonly rejectNeedsAll?: true;
  /** In the order of signing. */
  readonly signers: readonly Signer[];
}

/** Who has the to-do in hand. */
export function holderOf({ user, helper }: Signer): string {
  return helper ?? user;
}

/** Whether the signer at this place should hold a to-do now. */
export function wantsTask(round: Round, at: number): boolean {
  const signer = round.signers[at];
  if (signer === undefined || signer.answer !== undefined) return false;
  if (addedAround(round, signer, 'before').some((other) => !isComplete(round, other))) return false;
  switch (signer.added?.where) {
    case 'before':
      return true;
    case 'after':
      return saidYes(round.signers.find(({ user }) => user === signer.added?.around));
    case 'with':
      return !isSettledByOne(round);
    case undefined:
      return !isSettledByOne(round) && isHisTurn(round, at);
  }
}

/** In a sequence everybody before him must be through. */
function isHisTurn({ mode, ...round }: Round, at: number): boolean {
  if (mode !== 'sequence') return true;
  const all = { mode, ...round };
  return equals(all).every((other) => all.signers.indexOf(other) >= at || isComplete(all, other));
}

/** One yes is enough; what is still open are the signers that the one who said it wants after him. */
function isSettledByOne(round: Round): boolean {
  return round.mode === 'any' && equals(round).some(saidYes);
}

/**
 * What the answers so far decide; `undefined` while the round goes on.
 * Votes are counted in whole numbers: approved as soon as `yes * 100 >= percent * N`, refused as soon as
 * `(N - no) * 100 < percent * N`, with N the present head count.
 */
export function decisionOf(round: Round): Verdict | undefined {
  if (round.signers.some((signer) => signer.added !== undefined && saidNo(signer))) return 'rejected';
  const verdict = countOf(round);
  return verdict === 'approved' && isOwedMore(round) ? undefined : verdict;
}

/** Whether somebody said yes and those whom he wants after him have not answered yet. */
function isOwedMore(round: Round): boolean {
  return round.signers.some((signer) => saidYes(signer) && !isComplete(round, signer));
}

/** What the heads make of it, by the mode. */
function countOf(round: Round): Verdict | undefined {
  const heads = equals(round);
  const yes = heads.filter((signer) => isComplete(round, signer)).length;
  const no = heads.filter(saidNo).length;
  switch (round.mode) {
    case 'any':
      if (yes > 0) return 'approved';
      return no > 0 && (round.rejectNeedsAll !== true || no === heads.length) ? 'rejected' : undefined;
    case 'vote': {
      const needed = (round.passPercent ?? 100) * heads.length;
      if (yes * 100 >= needed) return 'approved';
      return (heads.length - no) * 100 < needed ? 'rejected' : undefined;
    }
    default:
      if (no > 0) return 'rejected';
      return yes === heads.length ? 'approved' : undefined;
  }
}

/** Those whose answers are counted: the people asked and the ones who joined them as equals. */
function equals({ signers }: Round): readonly Signer[] {
  return signers.filter(({ added }) => added === undefined || added.where === 'with');
}

/** He said yes, and so did everybody whom he wants after him. */
function isComplete(round: Round, signer: Signer): boolean {
  return saidYes(signer) && addedAround(round, signer, 'after').every((other) => isComplete(round, other));
}

function addedAround({ signers }: Round, owner: Signer, where: AddedWhere): readonly Signer[] {
  return signers.filter(({ added }) => added?.where === where && added.around === owner.user);
}

function saidYes(signer: Signer | undefined): boolean {
  return signer?.answer !== undefined && signer.answer.outcome !== 'rejected';
}

function saidNo({ answer }: Signer): boolean {
  return answer?.outcome === 'rejected';
}
