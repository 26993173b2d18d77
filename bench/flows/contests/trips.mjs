import { apiOf } from '../../stage/api.mjs';
import { claimOf, openTasks } from '../claims.mjs';
import { atMost } from '../goals.mjs';

/** Round trips and statements of each command, from the Server-Timing header of an engine that measures. */

const ROUND_TRIPS_MAX = { start: 5, decision: 4, end: 4 };
const STATEMENTS_MAX = 12;

/** Gives `{measured, goals}`. */
export async function countTrips(stage) {
  const measured = await stage.withMeasuringEngine(async (engine) => {
    await driveClaim(stage, engine);
    return driveClaim(stage, engine);
  });
  const goals = Object.entries(measured).flatMap(([command, { roundTrips, statements }]) => [
    atMost(`round trips of ${command}`, roundTrips, { must: ROUND_TRIPS_MAX[command] }),
    atMost(`statements of ${command}`, statements, { must: STATEMENTS_MAX }),
  ]);
  return { measured, goals };
}

/** The first document lets the process prepare its statements. */
async function driveClaim({ database, people: { clerk, approvers } }, engine) {
  const claim = claimOf(0, approvers);
  const started = await apiOf(engine, clerk)('POST', '/forms/flow_claim/records', claim);
  const { id } = started.body.record;
  const approve = apiOf(engine, approvers[0]);
  const decide = async () => {
    const [{ task }] = await openTasks(database, [id]);
    return approve('POST', `/tasks/${task}/actions/approve`, {});
  };
  const [decision, , end] = [await decide(), await decide(), await decide()];
  if (end.body.record.status !== 'approved') throw new Error(`the claim is ${end.body.record.status}`);
  return { start: started.timing, decision: decision.timing, end: end.timing };
}
