/** A small generator whose runs can be repeated: `DOUGONG_TEST_SEED`. */
export class Dice {
  constructor(private state: number) {}

  below(count: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * count);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

/** The seed of this run; the next ones are its neighbours. */
export const SEED = Number.parseInt(process.env['DOUGONG_TEST_SEED'] ?? '20261122', 10);
