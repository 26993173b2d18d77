import { readFileSync } from 'node:fs';
import { processorTimeOf, processorTimeOfFamily } from '../measure/processor-time.mjs';

const LOOK_MS = 1000;
const MEGABYTE = 1024 * 1024;

/** Looks at the memory of the engine each second and at the processor time of engine and database; `stop` tells what was seen. */
export function watchHouse(engine, postmaster) {
  const course = [];
  const began = performance.now();
  const spent = () => ({ engine: processorTimeOf(engine), database: processorTimeOfFamily(postmaster) });
  const before = spent();
  const look = () =>
    course.push({ at: (performance.now() - began) / 1000, megabytes: memoryOf(engine) / MEGABYTE });
  look();
  const timer = setInterval(look, LOOK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      const after = spent();
      const ms = performance.now() - began;
      return {
        memory: course,
        slope: slopeOf(course.slice(Math.floor(course.length / 4))),
        cores: {
          engine: (after.engine - before.engine) / ms,
          database: (after.database - before.database) / ms,
        },
      };
    },
  };
}

/** Megabytes that a minute adds, by the line that fits best. The first quarter warms up and does not count. */
export function slopeOf(course) {
  const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [x, y] = [mean(course.map(({ at }) => at)), mean(course.map(({ megabytes }) => megabytes))];
  const spread = course.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
  const together = course.reduce((sum, { at, megabytes }) => sum + (at - x) * (megabytes - y), 0);
  return spread === 0 ? 0 : (together / spread) * 60;
}

/** Resident memory in bytes; 0 elsewhere than on Linux. */
function memoryOf(pid) {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number.parseInt(kilobytes ?? '0', 10) * 1024;
  } catch {
    return 0;
  }
}
