import { startGenerator } from '../load/generator.mjs';
import { makeCeilingTables } from '../flows/ceiling/tables.mjs';
import { startBareRoutes } from '../stage/ceiling.mjs';
import { startDatabase } from '../stage/database.mjs';
import { installTemplate, makeKey, startEngine } from '../stage/engine.mjs';
import { openingNotes } from './documents.mjs';
import { startInProcess } from './in-process.mjs';
import { makeMasters } from './masters.mjs';
import { atOnce } from './slice.mjs';
import { writeTemplate } from './template/write.mjs';

const CEILING = new URL('../flows/ceiling/main.mjs', import.meta.url);

/** A database with the documents of the bench and their masters in it, and what runs beside it; `stop` takes all of it down. */
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
    await installTemplate(database, await writeTemplate(database.folder));
    await makeCeilingTables(database);
    const people = await makePeople(database);
    const masters = await makeMasters(database, people);
    const generator = keep(startGenerator());
    const openBalances = balancesOf(masters);
    return { database, people, masters, generator, stop, openBalances, ...actorsOf(database, people, keep) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each ledger is opened once, by whichever part of the bench comes first. */
function balancesOf(masters) {
  const open = new Set();
  return async (engine, ledgers) => {
    const notes = openingNotes(masters);
    for (const ledger of ledgers.filter((each) => !open.has(each))) {
      await atOnce(8, notes.length, (n) => engine.create(`${ledger}_note`, notes[n]));
      open.add(ledger);
    }
  };
}

function actorsOf(database, people, keep) {
  return {
    /** The engine as a process of its own, as an installation runs it; `extra` adds variables. */
    startEngine: async (extra) => keep(await startEngine(database, extra)),
    /** The engine inside this process, without HTTP. */
    startInProcess: async (variables) => keep(await startInProcess(database, people.clerk, variables)),
    /** The bare route that writes a whole document in one statement. */
    startCeiling: async () => keep(await startBareRoutes(database, CEILING, { clerk: people.clerk.id })),
  };
}

async function makePeople({ owner }) {
  const made = {};
  for (const name of ['owner', 'clerk', 'approver'])
    made[name] = { ...(await makeKey(owner, `ledger_${name}`)), login: `ledger_${name}` };
  return made;
}
