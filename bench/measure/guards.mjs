import { publishIdleRules } from '../stage/idle-rules.mjs';
import { tripsOf } from './trips.mjs';

/** What a machine cannot blur: messages to the database for each command. Budgets of the command path. */
const ROUND_TRIPS_MAX = { create: 5, submit: 5, decision: 4, approve: 5 };
const STATEMENTS_MAX = 12;
const LINE_COUNTS = [1, 10, 100];
const IDLE_RULES = 50;

/** Gives what was measured and a sentence for each guard that fails. */
export async function checkGuards(database, engine, people, masters) {
  const measured = {};
  for (const count of LINE_COUNTS) {
    measured[count === 1 ? '1 line' : `${count} lines`] = await tripsOf(
      database,
      engine,
      people,
      masters,
      count,
    );
  }
  await publishIdleRules(engine, people, IDLE_RULES);
  measured[`10 lines, ${IDLE_RULES} more rules`] = await tripsOf(database, engine, people, masters, 10);
  return { measured, failures: [...overBudget(measured), ...dependent(measured)] };
}

function overBudget(measured) {
  return Object.entries(measured).flatMap(([how, operations]) =>
    Object.entries(operations).flatMap(([operation, { roundTrips, statements }]) => [
      ...(roundTrips <= ROUND_TRIPS_MAX[operation]
        ? []
        : [`${operation} (${how}): ${roundTrips} round trips, the budget is ${ROUND_TRIPS_MAX[operation]}`]),
      ...(statements <= STATEMENTS_MAX
        ? []
        : [`${operation} (${how}): ${statements} statements, the budget is ${STATEMENTS_MAX}`]),
    ]),
  );
}

function dependent(measured) {
  const [, first] = Object.entries(measured)[0];
  return Object.entries(measured).flatMap(([how, operations]) =>
    Object.entries(operations)
      .filter(([operation, cost]) => JSON.stringify(cost) !== JSON.stringify(first[operation]))
      .map(
        ([operation, cost]) =>
          `${operation} costs ${text(cost)} with ${how}, but ${text(first[operation])} with 1 line`,
      ),
  );
}

function text({ roundTrips, statements }) {
  return `${roundTrips} round trips and ${statements} statements`;
}
