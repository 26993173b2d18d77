/** How long lines may get, and how many leave one together. */
export interface LineBounds {
  readonly together: number;
  readonly waiting: number;
}

/** More wait than anybody can serve soon. */
export class LineIsFull extends Error {}

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly answered: (answer: Answer) => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * Lines of jobs that want the same thing. Those who come while others are served wait and are then served together, in the order in
 * which they came; never more than half of those who are about, so that some are made ready while the others are served. Lines with
 * different names do not know of each other.
 */
export class WaitingLines<Job, Answer> {
  private readonly lines = new Map<string, Waiting<Job, Answer>[]>();

  /**
   * @param serve gives the answer to each of the jobs, in their order. The line goes on as soon as it has returned, even if some
   * of its answers come later; if it throws, none of the jobs was served.
   */
  constructor(
    private readonly serve: (jobs: readonly Job[]) => Promise<readonly Promise<Answer>[]>,
    private readonly bounds: LineBounds,
  ) {}

  /** Waits until the job was served. */
  async enter(name: string, job: Job): Promise<Answer> {
    const line = this.lines.get(name);
    if (line && line.length >= this.bounds.waiting) throw new LineIsFull();
    return new Promise<Answer>((answered, failed) => {
      const waiting = { job, answered, failed };
      if (line) line.push(waiting);
      else void this.open(name, waiting);
    });
  }

  /** The line is there as long as somebody is served. Who comes in the same turn of events as the first goes with him. */
  private async open(name: string, first: Waiting<Job, Answer>): Promise<void> {
    const line = [first];
    this.lines.set(name, line);
    await nextTurn();
    for (let served = 0; line.length > 0;) {
      const next = line.splice(0, Math.min(this.bounds.together, half(served + line.length)));
      await this.serveAll(next);
      served = next.length;
    }
    this.lines.delete(name);
  }

  private async serveAll(waiting: readonly Waiting<Job, Answer>[]): Promise<void> {
    try {
      const answers = await this.serve(waiting.map(({ job }) => job));
      for (const [at, { answered, failed }] of waiting.entries()) answers[at]?.then(answered, failed);
    } catch (error) {
      for (const { failed } of waiting) failed(error);
    }
  }
}

/** Of those in line and those just served, who come back with the next thing that they want. */
function half(count: number): number {
  return Math.ceil(count / 2);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
