import { createRequire } from 'node:module';
import { seededRandom } from '../random.mjs';

/**
 * Loaded into an engine before it starts: its clock goes wrong by some seconds, and after so many messages to the database
 * the process is gone, in the middle of whatever it was doing.
 */
const { SOAK_FAULT_SEED, SOAK_CLOCK_SKEW_MS, SOAK_ENGINE_PACKAGE } = process.env;
const MESSAGES_MIN = 200;
const MESSAGES_MAX = 2500;

if (process.argv.includes('start')) {
  skewClock(Number(SOAK_CLOCK_SKEW_MS));
  dieBetweenStatements(seededRandom(Number(SOAK_FAULT_SEED)));
}

function skewClock(offset) {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + offset);
      else super(...given);
    }

    static now() {
      return RealDate.now() + offset;
    }
  };
}

function dieBetweenStatements(random) {
  const { Connection } = createRequire(SOAK_ENGINE_PACKAGE)('pg');
  let left = MESSAGES_MIN + Math.floor(random() * (MESSAGES_MAX - MESSAGES_MIN));
  for (const name of ['query', 'sync']) {
    const original = Connection.prototype[name];
    Connection.prototype[name] = function (...given) {
      left -= 1;
      // Half of the deaths come before the message is sent, half right after it.
      if (left === 0 && random() < 0.5) process.kill(process.pid, 'SIGKILL');
      const answer = original.apply(this, given);
      if (left === 0) setTimeout(() => process.kill(process.pid, 'SIGKILL'), random() * 4);
      return answer;
    };
  }
}
