/** What verifying finds. */

/** Which part of the ledger, the audit or the releases differs. */
export type DifferingPart =
  | 'seal'
  | 'posting'
  | 'movement'
  | 'voucher'
  | 'register_key'
  | 'balance'
  | 'layers'
  | 'anchor'
  | 'audit_entry'
  | 'audit_seal'
  | 'release';

/** One row that is not as it was posted, or does not fit the others. */
export interface Difference {
  readonly part: DifferingPart;
  /** What became of it, where that can be said in one word; pages tell it in the language of whoever looks. */
  readonly what?: 'changed' | 'gone' | 'added';
  /** What is wrong, in one sentence for whoever looks into it. */
  readonly reason: string;
  readonly posting?: string;
  /** Number of the movement. */
  readonly movement?: string;
  /** The document that was posted, as people and programs know it. */
  readonly document?: { readonly form: string; readonly id: string; readonly code: string | null };
  readonly register?: string;
  readonly key?: readonly (string | null)[];
  readonly seal?: string;
  readonly voucher?: string;
  /** Number of the audit entry. */
  readonly entry?: string;
  /** Number of the release. */
  readonly release?: number;
  /** Number of the signed anchor. */
  readonly anchor?: string;
}

/** What was looked at. */
export interface Figures {
  readonly [name: string]: number;
}

export interface Checked {
  readonly figures: Figures;
  readonly differences: readonly Difference[];
}

/** So many are told of each check; the first is what matters, the others say how far it goes. */
export const TOLD_MAX = 10;
