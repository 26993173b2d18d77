import type { DatabaseUrls } from '../../../database/migrate.js';
import { EngineProcess } from './engine-process.js';
import type { VirtualClock } from './virtual-clock.js';

/** The engine processes on the database; each is started when it is first wanted. */
export class Engines {
  private readonly wanted = new Map<number, Promise<EngineProcess>>();
  private alive: readonly EngineProcess[] = [];

  constructor(
    private readonly urls: DatabaseUrls,
    private readonly clock: VirtualClock,
  ) {}

  /** The engine with a number, alive. */
  at(number: number): Promise<EngineProcess> {
    const known = this.wanted.get(number);
    if (known) return known;
    const started = this.start();
    this.wanted.set(number, started);
    return started;
  }

  /** Those that are alive. */
  get running(): readonly EngineProcess[] {
    return this.alive;
  }

  /** Ends all of them, at once, in the middle of what they do. */
  kill(): void {
    for (const engine of this.forgetAll()) engine.kill();
  }

  /** Stops all of them; the next that is wanted starts with an empty memory. */
  async stop(): Promise<void> {
    await Promise.all(this.forgetAll().map((engine) => engine.stop()));
  }

  private forgetAll(): readonly EngineProcess[] {
    const all = this.alive;
    this.alive = [];
    this.wanted.clear();
    return all;
  }

  private async start(): Promise<EngineProcess> {
    const engine = await EngineProcess.start(this.urls, this.clock);
    this.alive = [...this.alive, engine];
    return engine;
  }
}
