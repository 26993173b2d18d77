/** Counts the work of a check, so that a hostile table is answered as quickly as an honest one. */
export class WorkBudget {
  private left: number;

  constructor(steps: number) {
    this.left = steps;
  }

  get isSpent(): boolean {
    return this.left <= 0;
  }

  /** Takes steps away; `false` when none are left. */
  spend(steps: number): boolean {
    this.left -= steps;
    return this.left > 0;
  }
}
