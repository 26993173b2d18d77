import { startGenerator } from '../load/generator.mjs';
import { startBareRoutes } from '../stage/ceiling.mjs';
import { startDatabase } from '../stage/database.mjs';
import { installTemplates, makeKey, startEngine } from '../stage/engine.mjs';
import { makeCeilingTables } from './ceiling/tables.mjs';
import { APPROVERS } from './template/people.mjs';
import { writeTemplate } from './template/write.mjs';

const CEILING = new URL('ceiling/main.mjs', import.meta.url);
const MEASURING = { DOUGONG_MEASURE: '1', DOUGONG_ROLES: 'web' };

/** A database with the bench's form, flow and people in it, and what runs beside it; `stop` takes all of it down. */
export async function setStage() {
  const stops = [];
  const keep = (started) => {
    stops.push(() => started.stop());
    return started;
  };
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const database = keep(await startDatabase());
    await installTemplates(database, await writeTemplate(database.folder));
    await makeCeilingTables(database);
    const people = await makePeople(database);
    const generator = keep(startGenerator());
    return { database, people, generator, stop, ...actorsOf(database, people, keep) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function actorsOf(database, people, keep) {
  return {
    startEngine: async () => keep(await startEngine(database)),
    startCeiling: async () => keep(await startBareRoutes(database, CEILING, { clerk: people.clerk.id })),
    /** An engine that tells what each request cost and whose workers rest, for the time of `work`. */
    async withMeasuringEngine(work) {
      const engine = await startEngine(database, MEASURING);
      try {
        return await work(engine);
      } finally {
        await engine.stop();
      }
    },
  };
}

async function makePeople({ owner }) {
  const approvers = [];
  for (const login of APPROVERS) approvers.push(await makeKey(owner, login));
  return { clerk: await makeKey(owner, 'flow_clerk'), approvers };
}
