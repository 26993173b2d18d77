/** The answer that an earlier request with the same key was given; thrown so that no handler has to know of it. */
export class KeptAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super('answered before');
    this.name = 'KeptAnswer';
  }
}
