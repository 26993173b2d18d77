import { addDuration, issue } from '@dougong/kernel/foundation';
import type { TrialStep } from '@dougong/kernel/metadata';
import { invalid, Refusal } from '../../../http/refusal.js';
import { callOf, nextDue } from '../due-work.js';
import type { TrialPlay } from '../trial-play.js';
import { said } from './deed.js';
import type { Deed } from './deed.js';

/** What happens by itself: time passes, outside calls come back. */

/** Time goes on to each instant at which something is due, and what is due there happens there. */
const wait: Deed = async (play, step) => {
  const { clock } = play.world;
  const end = await endOf(play, step);
  for (;;) {
    const due = await nextDue(play.world, play.records);
    if (due === undefined || due > end) break;
    clock.moveTo(due);
    await play.settle();
  }
  clock.moveTo(end);
};

async function endOf(play: TrialPlay, step: TrialStep): Promise<string> {
  const now = play.world.clock.read();
  if (step.until !== undefined) {
    const until = new Date(step.until).toISOString();
    if (until < now) throw invalid([issue('trial_time_past', '/until', { now })]);
    return until;
  }
  if (step.for !== undefined) {
    const end = addDuration(now, step.for);
    if (!end.ok) throw invalid([{ ...end.error, path: '/for' }]);
    return end.value;
  }
  const due = await nextDue(play.world, play.records);
  if (due === undefined) throw new Refusal(409, 'nothing_due');
  return due;
}

/** The call is answered when it is made: a repeated one not before its time has come. */
const called: Deed = async (play, step) => {
  const { world, recordId } = play;
  const call = await callOf(world, recordId, said(step.node));
  if (!call) throw new Refusal(409, 'no_call_waits', [], { params: { node: step.node } });
  world.clock.moveTo(call.nextAt);
  world.told.tell(step.outcome ?? 'ok');
  await world.calls.carryOut(call);
};

export const timeDeeds = { wait, called };
