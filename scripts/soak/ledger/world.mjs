import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { root } from '../../gate/tools.mjs';
import { Person } from '../client.mjs';
import { SoakDatabase } from '../database.mjs';
import { Engine } from '../engine.mjs';
import { Journal } from '../journal.mjs';
import { pick, seededRandom } from '../random.mjs';
import { makeTemplate } from './template.mjs';

const FAULTS = fileURLToPath(new URL('./engine-faults.mjs', import.meta.url));
/** Clocks of engines, one life after the other; the last one of a machine whose clock nobody set. */
const SKEWS_MS = [-40_000, 0, 65_000, 1_800_000];
const LOOK_AGAIN_MS = 20;
const KEPT = 'run.json';
/** For each item a lot that lasts, one that soon goes off, one that has gone off, and one that never does. */
const LAST_DAYS = [400, 5, -1, undefined];
export const LOTS_OF_ITEM = LAST_DAYS.length;
const CLERK = 'soak_clerk';

/** A database, engines that die, a clerk with a key, and masters: items, places and lots. */
export class LedgerWorld {
  journal = new Journal();
  engines = [];
  kills = 0;
  /** Days that were closed for a while: `{ through, from, to }`, numbers of postings. */
  closings = [];
  closingsWished = 0;
  /** How often everything was valued anew. */
  recosts = 0;
  launches = 0;

  /** @param faulty whether its engines die and go by wrong clocks. */
  static async open(plan, { faulty, engines = plan.engines } = { faulty: true }) {
    const world = new LedgerWorld();
    world.plan = plan;
    world.faulty = faulty;
    world.random = seededRandom(plan.seed + 7);
    world.database = await SoakDatabase.start();
    try {
      await world.#fill(engines);
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  /** What a failed run left in its folder, to be looked at and played again. */
  static async reopen(folder) {
    const world = new LedgerWorld();
    const { entries, closings, ...kept } = JSON.parse(await readFile(join(folder, KEPT), 'utf8'));
    Object.assign(world, kept);
    for (const { state, ...intent } of entries) world.journal.restore(intent, state);
    world.closings = closings.filter(({ to }) => to !== null);
    world.database = await SoakDatabase.open(folder);
    return world;
  }

  anyUrl = () => pick(this.random, this.engines).url;

  /** Starts every engine again that is gone, until it is over. */
  async keepAlive() {
    for (; !this.journal.isOver; await sleep(LOOK_AGAIN_MS)) this.#reviveTheDead();
  }

  /** Starts again what ends meanwhile: an engine may die before it serves. */
  async untilAllServe() {
    for (; ; await sleep(LOOK_AGAIN_MS)) {
      this.#reviveTheDead();
      const serving = await Promise.all(this.engines.map((engine) => engine.serves()));
      if (serving.every(Boolean)) return;
    }
  }

  /** Has everything that was sealed verified, as an auditor would. */
  async verify() {
    const auditor = await Engine.prepare(0, this.database);
    await auditor.run('verify');
  }

  async close({ keepData = false } = {}) {
    this.journal.isOver = true;
    await Promise.all(this.engines.map((engine) => engine.stop()));
    if (keepData) await this.#keep();
    await this.database.dispose({ keepData });
  }

  async #keep() {
    const { folder } = this.database;
    const { plan, items, places, lots, closings } = this;
    const run = { plan, items, places, lots, closings, entries: this.journal.entries };
    await writeFile(join(folder, KEPT), JSON.stringify(run));
    for (const { number, output } of this.engines)
      await writeFile(join(folder, `engine-${number}.log`), output);
  }

  #reviveTheDead() {
    for (const engine of this.engines.filter(({ hasEnded }) => hasEnded)) {
      // It is killed by its faults; whatever else ends it is a fault of its own.
      if (engine.hasFailed && !engine.wasKilled)
        throw new Error(`engine ${engine.number} ended by itself. It said:\n${engine.output}`);
      if (engine.wasKilled) this.kills += 1;
      this.#launch(engine);
    }
  }

  #launch(engine) {
    this.launches += 1;
    if (this.faulty)
      engine.environment = {
        ...engine.environment,
        NODE_OPTIONS: `--import=file://${FAULTS}`,
        SOAK_FAULT_SEED: String(this.plan.seed * 1000 + this.launches),
        SOAK_CLOCK_SKEW_MS: String(SKEWS_MS[this.launches % SKEWS_MS.length]),
        SOAK_ENGINE_PACKAGE: join(root, 'packages/engine/package.json'),
      };
    engine.launch();
  }

  async #fill(count) {
    const template = join(this.database.folder, 'template');
    await makeTemplate(template, this.plan, CLERK);
    for (let number = 1; number <= count; number += 1)
      this.engines.push(await Engine.prepare(number, this.database));
    await this.engines[0].run('template', 'install', template, '--demo', '--skip-scenarios');
    // Masters are made before the troubles begin.
    this.engines[0].launch();
    await this.engines[0].untilItServes();
    this.clerk = await this.#clerk();
    await this.#makeMasters();
    await this.engines[0].stop();
    await this.untilAllServe();
  }

  async #clerk() {
    const [{ id }] = await this.database.rows('SELECT id FROM core.user_account WHERE login = $1', [CLERK]);
    const key = `dg_${randomBytes(32).toString('base64url')}`;
    const hash = createHash('sha256').update(key).digest();
    await this.database.rows(
      `INSERT INTO core.api_key (prefix, hash, user_id, name, created_at) VALUES ($1, $2, $3, 'soak', now())`,
      [key.slice(0, 11), hash, id],
    );
    return new Person({ login: CLERK, id, key }, () => this.urlForMasters?.() ?? this.anyUrl(), this.journal);
  }

  async #makeMasters() {
    this.urlForMasters = () => this.engines[0].url;
    const make = async (form, values) =>
      (await this.clerk.send('POST', `/forms/${form}/records`, values)).body.record.id;
    const named = (form, count) =>
      Promise.all(Array.from({ length: count }, (_, at) => make(form, { code: `${form}-${at + 1}` })));
    this.items = await named('item', this.plan.items);
    this.places = await named('place', 3);
    this.lots = await Promise.all(
      this.items.flatMap((item, at) => lotsOf(item, at).map((lot) => make('lot', lot))),
    );
    if (this.plan.method === 'standard')
      for (const [at, item] of this.items.entries())
        await make('standard_cost', {
          code: `standard-${at}`,
          effective_on: today(),
          item,
          unit_cost: `${at + 1}.25`,
        });
    this.urlForMasters = undefined;
  }
}

function lotsOf(item, at) {
  return LAST_DAYS.map((days, number) => ({
    code: `lot-${at + 1}-${number + 1}`,
    item,
    ...(days !== undefined && { expires_on: today(-days) }),
  }));
}

/** Today as the engines see it. */
export function today(back = 0) {
  return new Date(Date.now() + 8 * 3_600_000 - back * 86_400_000).toISOString().slice(0, 10);
}
