/** Values of one field. */
export interface FieldSet {
  readonly isEmpty: boolean;
  meet(other: FieldSet): FieldSet;
  without(other: FieldSet): FieldSet;
  /** All other values of the field. */
  rest(): FieldSet;
  /** A simple one of them, as people write it. */
  sample(): string;
  /** Where it is a narrow hole between others: its ends, or its only value. */
  hole(): { readonly from: string; readonly to: string } | { readonly value: string } | undefined;
}
