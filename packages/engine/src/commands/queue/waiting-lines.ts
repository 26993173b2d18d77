/** How long lines may get, and how many leave one together. */
export interface LineBounds {
  readonly together: number;
  readonly waiting: number;
  /** In how many parts those who are about go at least: with two, some are made ready while others are served. One when left out. */
  readonly parts?: number;
}

/** Where to wait: lines with different names do not know of each other. */
export interface LineName {
  readonly name: string;
  /** How many groups are served at a time. */
  readonly atOnce: number;
}

/** More wait than anybody can serve soon. */
export class LineIsFull extends Error {}

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly answered: (answer: Answer) => void;
  readonly failed: (reason: unknown) => void;
}

/** Those who wait, and those who are being served. */
interface Line<Job, Answer> extends LineName {
  readonly waiting: Waiting<Job, Answer>[];
  readonly groups: Set<readonly Waiting<Job, Answer>[]>;
  isGathering: boolean;
}

/**
 * Lines of jobs that want the same thing. Those who come while others are served wait and are then served together, in the order in
 * which they came.
 */
export class WaitingLines<Job, Answer> {
  private readonly lines = new Map<string, Line<Job, Answer>>();

  /**
   * @param serve gives the answer to each of the jobs, in their order. The line goes on as soon as it has returned, even if some
   * of its answers come later; if it throws, none of the jobs was served. `isAlone`: no other group of the line is being served.
   */
  constructor(
    private readonly serve: (jobs: readonly Job[], isAlone: boolean) => Promise<readonly Promise<Answer>[]>,
    private readonly bounds: LineBounds,
  ) {}

  /** Waits until the job was served. */
  async enter(place: LineName, job: Job): Promise<Answer> {
    const line = this.lineOf(place);
    if (line.waiting.length >= this.bounds.waiting) throw new LineIsFull();
    return new Promise<Answer>((answered, failed) => {
      line.waiting.push({ job, answered, failed });
      void this.goOn(line);
    });
  }

  private lineOf({ name, atOnce }: LineName): Line<Job, Answer> {
    const known = this.lines.get(name);
    if (known) return known;
    const line = { name, atOnce, waiting: [], groups: new Set<never>(), isGathering: false };
    this.lines.set(name, line);
    return line;
  }

  /** Who comes in the same turn of events as the first goes with him. */
  private async goOn(line: Line<Job, Answer>, served = 0): Promise<void> {
    if (line.isGathering || line.groups.size >= line.atOnce) return;
    line.isGathering = true;
    if (served === 0) await nextTurn();
    line.isGathering = false;
    while (line.waiting.length > 0 && line.groups.size < line.atOnce)
      void this.serveGroup(line, this.nextGroup(line, served));
    if (line.waiting.length === 0 && line.groups.size === 0) this.lines.delete(line.name);
  }

  /** Those in line, those being served, and those just served, who come back with the next thing that they want, are about. */
  private nextGroup({ waiting, groups }: Line<Job, Answer>, served: number): Waiting<Job, Answer>[] {
    const about = [...groups].reduce((sum, group) => sum + group.length, waiting.length + served);
    const { together, parts = 1 } = this.bounds;
    return waiting.splice(0, Math.min(together, Math.ceil(about / parts)));
  }

  private async serveGroup(line: Line<Job, Answer>, group: readonly Waiting<Job, Answer>[]): Promise<void> {
    const isAlone = line.groups.size === 0;
    line.groups.add(group);
    await this.serveAll(group, isAlone);
    line.groups.delete(group);
    await this.goOn(line, group.length);
  }

  private async serveAll(waiting: readonly Waiting<Job, Answer>[], isAlone: boolean): Promise<void> {
    try {
      const jobs = waiting.map(({ job }) => job);
      const answers = await this.serve(jobs, isAlone);
      for (const [at, { answered, failed }] of waiting.entries()) answers[at]?.then(answered, failed);
    } catch (error) {
      for (const { failed } of waiting) failed(error);
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
