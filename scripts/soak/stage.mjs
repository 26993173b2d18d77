import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Person } from './client.mjs';
import { SoakDatabase } from './database.mjs';
import { Engine } from './engine.mjs';
import { Journal } from './journal.mjs';
import { pick, seededRandom } from './random.mjs';
import { Receiver } from './receiver.mjs';

const TEMPLATE = fileURLToPath(new URL('./template', import.meta.url));
const PEOPLE = `SELECT id, login FROM core.user_account WHERE login LIKE 'soak\\_%' ORDER BY login`;
const MAKE_KEY = `
  INSERT INTO core.api_key (prefix, hash, user_id, name, created_at) VALUES ($1, $2, $3, 'soak', now())`;

/** Everything that takes part: a database, engines on it, people with keys, a system outside, and the book of what was said. */
export class Stage {
  journal = new Journal();
  /** By login and by id. */
  people = new Map();
  engines = [];

  static async open({ engines, seed }) {
    const stage = new Stage();
    stage.random = seededRandom(seed + 3);
    stage.database = await SoakDatabase.start();
    stage.receiver = await Receiver.start(seed);
    try {
      await stage.#fill(engines);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  /** Somebody by login or id. */
  person(name) {
    const person = this.people.get(name);
    if (!person) throw new Error(`nobody is called ${name}`);
    return person;
  }

  /** The address of any engine, whether it serves or not. */
  anyUrl = () => pick(this.random, this.engines).url;

  /** Ends everything; the data stay where they are if they are to be looked at. */
  async close(options) {
    await Promise.all(this.engines.map((engine) => engine.stop()));
    this.receiver.stop();
    await this.database.dispose(options);
  }

  async #fill(count) {
    for (let number = 1; number <= count; number += 1)
      this.engines.push(await Engine.prepare(number, this.database));
    await this.engines[0].run('template', 'install', TEMPLATE, '--demo', '--skip-scenarios');
    for (const engine of this.engines) engine.launch();
    for (const engine of this.engines) await engine.untilItServes();
    await this.#introduce();
    await this.person('soak_steward1').send('PUT', '/endpoints/soak', { url: this.receiver.url });
  }

  async #introduce() {
    for (const { id, login } of await this.database.rows(PEOPLE)) {
      const key = `dg_${randomBytes(32).toString('base64url')}`;
      const hash = createHash('sha256').update(key).digest();
      await this.database.rows(MAKE_KEY, [key.slice(0, 11), hash, id]);
      const person = new Person({ login, id, key }, this.anyUrl, this.journal);
      this.people.set(login, person).set(id, person);
    }
  }
}
