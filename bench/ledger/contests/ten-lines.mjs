import pg from 'pg';
import { atLeast, atMost } from '../../flows/goals.mjs';
import { compareRows, rowsWrittenBy } from '../../measure/rows.mjs';
import { median } from '../../measure/statistics.mjs';
import { spreadNote } from '../documents.mjs';
import { postPerLine } from '../hand-written/per-line.mjs';
import { postSetBased } from '../hand-written/set-based.mjs';
import { handSlice } from '../slice.mjs';

/**
 * A document of 10 lines without HTTP: the command path of the engine beside the same rows in a statement written by hand, and
 * beside one statement for each row. All three run in this process and on one database, one slice after the other.
 */

const LINES = 10;
const CONCURRENCIES = [1, 16, 32];
const POOL_SIZE = 32;
/** Until the path of a command is compiled to machine code, which happens once in the life of a server. */
const WARM_UP_DOCUMENTS = { quick: 600, full: 4000 };

/** Gives `{rows, goals, failures}`. */
export async function raceTenLines(stage, { rounds, documents, isQuick, say }) {
  const engine = await stage.startInProcess();
  await stage.openBalances(engine, ['average']);
  const hand = await handWritten(stage);
  const note = (n) => spreadNote(stage.masters, n, { way: 'out', lines: LINES });
  const contestants = {
    engine: (n) => engine.create('average_note', note(n)),
    'set-based': (n) => postSetBased(hand.pool, note(n), hand.origin),
    'line by line': (n) => postPerLine(hand.pool, note(n), hand.origin),
  };
  const failures = await differences(stage, contestants);
  say('ten lines: warming up');
  const count = isQuick ? WARM_UP_DOCUMENTS.quick : WARM_UP_DOCUMENTS.full;
  for (const work of Object.values(contestants))
    await handSlice(stage, work, { count, concurrency: POOL_SIZE });
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`ten lines: round ${round + 1} of ${rounds}`);
    for (const concurrency of CONCURRENCIES)
      samples.push(...(await runRound(stage, contestants, { round, concurrency, documents })));
  }
  await hand.stop();
  await engine.stop();
  return { ...summaryOf(samples, Object.keys(contestants)), failures };
}

async function handWritten({ database, people }) {
  const { owner, urls } = database;
  await owner.query('CREATE SEQUENCE IF NOT EXISTS number_sequences.bench_ledger');
  await owner.query('GRANT USAGE ON SEQUENCE number_sequences.bench_ledger TO dougong_app');
  const { rows: keys } = await owner.query(
    `SELECT id::text, s1, s2 FROM ledger.register_key WHERE register = 'average_stock'`,
  );
  const byPair = new Map(keys.map(({ id, s1, s2 }) => [`${s1} ${s2}`, id]));
  const { rows } = await owner.query('SELECT number FROM core.current_release');
  const pool = new pg.Pool({ connectionString: urls.DATABASE_URL, max: POOL_SIZE, pipeline: true });
  const keyOf = (item, place) => byPair.get(`${item} ${place}`);
  return { pool, origin: { keyOf, actor: people.clerk.id, release: rows[0].number }, stop: () => pool.end() };
}

/** All write the same rows, or the race would be about something else. */
async function differences({ database }, contestants) {
  const written = {};
  for (const [name, work] of Object.entries(contestants)) {
    await work(0);
    written[name] = await rowsWrittenBy(database, () => work(0));
  }
  return ['set-based', 'line by line'].flatMap((name) =>
    compareRows(written.engine, written[name])
      .filter(({ equal }) => !equal)
      .map(
        (table) =>
          `ten lines: the rows in ${table.name} differ: engine ${JSON.stringify(table.engine)}, ${name} ${JSON.stringify(table.ceiling)}`,
      ),
  );
}

async function runRound(stage, contestants, { round, concurrency, documents }) {
  const ordered = round % 2 === 0 ? Object.keys(contestants) : Object.keys(contestants).reverse();
  const samples = [];
  for (const name of ordered) {
    const count = concurrency === 1 ? Math.ceil(documents / 4) : documents;
    const sample = await handSlice(stage, contestants[name], {
      count,
      concurrency,
      first: round * documents,
    });
    samples.push({ ...sample, name, concurrency, round });
  }
  return samples;
}

function summaryOf(samples, names) {
  const rows = CONCURRENCIES.flatMap((concurrency) => names.map((name) => rowOf(samples, name, concurrency)));
  const row = (name, concurrency) =>
    rows.find((each) => each.name === name && each.concurrency === concurrency);
  const goals = CONCURRENCIES.flatMap((concurrency) => [
    atMost(
      `10 lines, engine without HTTP, c=${concurrency}: time as a multiple of set-based SQL`,
      row('engine', concurrency).timesSetBased,
      { must: 1.5 },
    ),
    atMost(
      `10 lines, c=${concurrency}: processor time as a multiple of set-based SQL`,
      row('engine', concurrency).processorTimesSetBased,
      { good: 3 },
    ),
    atLeast(
      `10 lines, c=${concurrency}: documents for each that goes line by line`,
      1 / row('engine', concurrency).timesLineByLine,
      { good: 3 },
    ),
  ]);
  return { rows, goals };
}

/** The slices of one round stood side by side, so the ratios are those of the rounds. */
function rowOf(samples, name, concurrency) {
  const own = samples.filter((each) => each.name === name && each.concurrency === concurrency);
  const beside = (other, measure) =>
    median(own.map((each) => measure(each) / measure(partner(samples, each, other))));
  const time = ({ ms, count }) => ms / count;
  const processor = ({ nodeMs, databaseMs, count }) => (nodeMs + databaseMs) / count;
  return {
    name,
    concurrency,
    perSecond: median(own.map(({ ms, count }) => (count * 1000) / ms)),
    nodeMs: median(own.map(({ nodeMs, count }) => nodeMs / count)),
    databaseMs: median(own.map(({ databaseMs, count }) => databaseMs / count)),
    timesSetBased: beside('set-based', time),
    processorTimesSetBased: beside('set-based', processor),
    timesLineByLine: beside('line by line', time),
  };
}

function partner(samples, { round, concurrency }, name) {
  return samples.find(
    (each) => each.round === round && each.concurrency === concurrency && each.name === name,
  );
}
