/**
 * What a bench has started and must take down again, the last one first: also when it fails or is broken off.
 */
export class Upkeep {
  #stops = [];

  /** Keeps something with a `stop` until the end, and gives it back. */
  keep(started) {
    this.atEnd(() => started.stop());
    return started;
  }

  atEnd(stop) {
    this.#stops.push(stop);
  }

  async stop() {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }

  /** Runs a whole bench: what it answers are its failures, which are printed and decide how the process ends. */
  async run(bench) {
    process.once('SIGINT', () => void this.stop().then(() => process.exit(130)));
    const failures = await this.#finished(bench);
    for (const failure of failures) console.log(`FAILED  ${failure}`);
    process.exitCode = failures.length === 0 ? 0 : 1;
  }

  async #finished(bench) {
    try {
      return await bench();
    } finally {
      await this.stop();
    }
  }
}

/** How far a bench is, beside its figures. */
export function say(text) {
  console.error(`bench: ${text}`);
}
