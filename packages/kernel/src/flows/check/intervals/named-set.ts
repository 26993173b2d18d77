import type { FieldSet } from './field-set.js';

/** Some of the values of a field that has no order, or all but some. */
export class NamedSet implements FieldSet {
  /**
   * @param names the values, or with `isRest` those that are left out
   * @param choices all values there are, where that is known
   */
  constructor(
    readonly names: ReadonlySet<string>,
    readonly isRest: boolean,
    private readonly choices: readonly string[] | undefined,
  ) {}

  get isEmpty(): boolean {
    return this.values()?.length === 0;
  }

  meet(other: NamedSet): NamedSet {
    if (this.isRest && other.isRest) return this.of([...this.names, ...other.names], true);
    const [listed, asked] = this.isRest ? [other, this as NamedSet] : [this as NamedSet, other];
    return this.of(
      [...listed.names].filter((name) => asked.has(name)),
      false,
    );
  }

  without(other: NamedSet): NamedSet {
    return this.meet(other.rest());
  }

  rest(): NamedSet {
    return this.of([...this.names], !this.isRest);
  }

  sample(): string {
    return this.values()?.[0] ?? '…';
  }

  hole(): undefined {
    return undefined;
  }

  private has(name: string): boolean {
    return this.names.has(name) !== this.isRest;
  }

  /** `undefined` where there are values that nobody has named. */
  private values(): readonly string[] | undefined {
    return this.isRest ? this.choices?.filter((name) => this.has(name)) : [...this.names];
  }

  private of(names: readonly string[], isRest: boolean): NamedSet {
    return new NamedSet(new Set(names), isRest, this.choices);
  }
}
