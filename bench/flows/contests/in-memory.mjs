import { race } from '../../rules/race.mjs';
import { atLeast } from '../goals.mjs';
import { bpmnContestant } from './bpmn-instance.mjs';
import { kernelContestant } from './kernel-instance.mjs';

/** Of processor time: a crowded machine gives little of it in a second. */
const WARM_UP_MS = 3000;

/**
 * P12: instances in memory, no database, in processor time, one engine after the other: what one throws away must not be
 * cleared up while the other is measured. Gives `{perSecond, goals}`.
 */
export async function raceInMemory({ rounds }) {
  const perSecond = {
    dougong: await rateOf('dougong', kernelContestant(), rounds),
    'bpmn-engine': await rateOf('bpmn-engine', await bpmnContestant(), rounds),
  };
  const ratio = perSecond.dougong / perSecond['bpmn-engine'];
  const goals = [
    atLeast('P12 instances in memory, as a multiple of bpmn-engine', ratio, { must: 50 }),
    atLeast('P12 instances in memory per second', perSecond.dougong, { goal: 20_000 }),
  ];
  return { perSecond, goals };
}

async function rateOf(name, run, rounds) {
  const became = await run();
  if (became !== 'approved') throw new Error(`${name}: the instance is ${became}`);
  await warmUp(run);
  const nanoseconds = await race({ [name]: run }, rounds);
  return 1e9 / nanoseconds[name];
}

/** Whoever runs an engine runs it for days: the compiler of the engine below has had its say. */
async function warmUp(run) {
  for (const before = process.cpuUsage(); processorMs(before) < WARM_UP_MS;) await run();
}

function processorMs(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
