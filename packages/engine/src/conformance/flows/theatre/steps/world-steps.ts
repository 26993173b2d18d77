import { isObject } from '../../../suite.js';
import { isFlow } from '../../flow-case.js';
import type { FlowCase } from '../../flow-case.js';
import { changeUser } from '../company.js';
import { textOf } from './step-part.js';
import type { Play, StepPart } from './step-part.js';

/** What happens around the instance: time passes, engines restart, definitions and people change. */

const NEXT_DUE = `
  SELECT min(due) AS due FROM (
    SELECT due_at AS due FROM core.timer WHERE failed_at IS NULL
    UNION ALL SELECT next_at FROM core.outbox WHERE state = 'waiting') waiting
   WHERE due > $1 AND due <= $2`;

/** Time goes on to each instant at which something is due, and workers do what is due there. */
const advance: StepPart = async (play, step) => {
  const { clock } = play.house;
  const end = clock.after(textOf(step, 'by_time'));
  for (let due = await nextDue(play, end); due !== undefined; due = await nextDue(play, end)) {
    clock.moveTo(due);
    await play.settle();
  }
  clock.moveTo(end);
  await play.settle();
  return undefined;
};

async function nextDue({ house }: Play, end: string): Promise<string | undefined> {
  const { rows } = await house.owner.query<{ readonly due: Date | string | null }>(NEXT_DUE, [
    house.clock.read(),
    end,
  ]);
  const due = rows[0]?.due;
  return due == null ? undefined : new Date(due).toISOString();
}

/** All engines stop and start; what they had in memory is gone. */
const restart: StepPart = async ({ house }) => {
  await house.engines.stop();
  await house.engines.at(0);
  return undefined;
};

const publish: StepPart = async (play, step) => {
  const { flow, flows } = step;
  const drawn = isFlow(flow) ? flow : play.one.flow;
  const subflows = isObject(flows) ? (flows as FlowCase['flows']) : play.one.flows;
  await play.publish(drawn, subflows);
  return undefined;
};

const setUser: StepPart = async ({ house, one, names }, step) => {
  const set = isObject(step['set']) ? step['set'] : {};
  await changeUser(house.owner, textOf(step, 'user'), set, one.settings, names);
  return undefined;
};

export const worldSteps: Readonly<Record<string, StepPart>> = {
  advance,
  restart,
  publish,
  set_user: setUser,
};
