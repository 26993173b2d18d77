import type { EngineDatabase } from './engine-database.js';
import { EngineProcess } from './engine.js';
import type { EngineOptions } from './engine.js';
import { StocktakeJob } from './stocktake-job.js';

/** An engine of its own with the people of the demo at work, and a look into its database. */
export class Stage {
  private running: EngineProcess | undefined;
  private people: StocktakeJob | undefined;
  private look: EngineDatabase | undefined;

  get engine(): EngineProcess {
    return there(this.running);
  }

  get job(): StocktakeJob {
    return there(this.people);
  }

  get database(): EngineDatabase {
    return there(this.look);
  }

  async open(options: EngineOptions): Promise<void> {
    this.running = await EngineProcess.start(options);
    await this.enter();
  }

  /** Starts the engine again and lets everybody sign in anew. */
  async reopen(): Promise<void> {
    await this.engine.restart();
    await this.database.close();
    await this.enter();
  }

  async close(): Promise<void> {
    await this.look?.close();
    await this.running?.dispose();
  }

  private async enter(): Promise<void> {
    this.people = await StocktakeJob.open(this.engine);
    this.look = await this.engine.database();
  }
}

/** The stage of a test file: set before its tests, gone after them. */
export function useStage(options: EngineOptions = {}): Stage {
  const stage = new Stage();
  beforeAll(() => stage.open(options));
  afterAll(() => stage.close());
  return stage;
}

function there<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the stage is not open yet');
  return part;
}
