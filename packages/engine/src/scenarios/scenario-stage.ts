import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { businessDay } from '@dougong/kernel/foundation';
import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import { resolveNames } from '@dougong/kernel/templates';
import type { NamedRecord, Resolved, ScenarioWorld } from '@dougong/kernel/templates';
import { Database } from '../database/database.js';
import { TrialClock } from '../flows/trials/trial-clock.js';
import { Outbox } from '../workers/outbox.js';
import { Timers } from '../workers/timers.js';
import type { PreparedGround } from './prepared-ground.js';
import { OBSERVER } from './scenario-bundle.js';

type Json = Readonly<Record<string, unknown>>;

/** An answer of the engine. */
export interface StageAnswer {
  readonly status: number;
  readonly body: Json;
}

/** A record by its form and id. */
export interface RecordPlace {
  readonly form: string;
  readonly id: string;
}

const FAILED_FROM = 400;
/** More rounds than this mean that the work makes itself. */
const ROUNDS_MAX = 2000;

/** One engine on a copy of the prepared ground, and what a scenario has called its records. */
export class ScenarioStage {
  private readonly handles = new Map<string, RecordPlace>();
  private records = new Map<string, NamedRecord>();

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly ground: PreparedGround,
    private readonly definitions: readonly Definition[],
    readonly clock: TrialClock,
  ) {}

  get database(): Database {
    return this.app.get(Database, { strict: false });
  }

  userId(login: string): string | undefined {
    return this.ground.users.get(login);
  }

  /** Sends a request as somebody, by the same routes as anybody's. */
  async ask(
    login: string,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<StageAnswer> {
    const answer = await this.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${this.ground.keys.get(login) ?? 'nobody'}`, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json') && answer.payload !== '';
    return { status: answer.statusCode, body: (isJson ? JSON.parse(answer.payload) : {}) as Json };
  }

  /** What the observer sees; nothing where it is not there. */
  async look(path: string): Promise<Json | undefined> {
    const { status, body } = await this.ask(OBSERVER, 'GET', path);
    if (status < FAILED_FROM) return body;
    if (status === 404) return undefined;
    throw new Error(`the observer was answered ${status} to ${path}: ${JSON.stringify(body)}`);
  }

  /** The record as it is now. */
  async read({ form, id }: RecordPlace): Promise<Json | undefined> {
    return (await this.look(`/forms/${form}/records/${id}`))?.['record'] as Json | undefined;
  }

  call(handle: string, place: RecordPlace): void {
    this.handles.set(handle, place);
  }

  /** Puts values in the place of names, as they are at this moment. */
  async resolve<T>(value: T, at = ''): Promise<Resolved<T>> {
    const text = JSON.stringify(value);
    const wanted = [...this.handles].filter(([handle]) => text.includes(`"@${handle}`));
    this.records = new Map();
    for (const [handle, place] of wanted) {
      const values = (await this.read(place)) ?? { id: place.id };
      this.records.set(handle, { form: place.form, values });
    }
    return resolveNames(value, this.world(), at) as Resolved<T>;
  }

  private world(): ScenarioWorld {
    const now = this.clock.read();
    const { seeds, users } = this.ground;
    return { records: this.records, seeds, users, now, today: businessDay(now) };
  }

  /** Where the record of a name is: one of the scenario, of the seeds, or the one that a field refers to. */
  async placeOf(name: string): Promise<RecordPlace | undefined> {
    const { value, issues } = await this.resolve<unknown>(name);
    if (issues.length > 0 || typeof value !== 'string') return undefined;
    const form = this.formOf(name.slice(1));
    return form === undefined ? undefined : { form, id: value };
  }

  private formOf(name: string): string | undefined {
    if (name.includes('/')) return name.split('/', 1)[0];
    const [handle = '', field, ...deeper] = name.split('.');
    const form = this.handles.get(handle)?.form;
    return field === undefined || deeper.length > 0 ? form : this.referredForm(form, field);
  }

  private referredForm(form: string | undefined, field: string): string | undefined {
    const definition = this.definitions.find(
      (each): each is FormDefinition => each.kind === 'form' && each.key === form,
    );
    const schema = definition?.schema.properties[field];
    return schema && 'x-reference' in schema ? schema['x-reference'].form : undefined;
  }

  /** Lets time pass until an instant; what falls due until then is done when it falls due. */
  async moveTo(instant: string): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      await this.work();
      const left = await this.app.get(Timers, { strict: false }).untilNext();
      const due =
        left === undefined ? undefined : new Date(Date.parse(this.clock.read()) + left).toISOString();
      if (due === undefined || left === 0 || due > instant) {
        this.clock.moveTo(instant);
        await this.work();
        return;
      }
      this.clock.moveTo(due);
    }
    throw new Error('timers find no end');
  }

  /** Lets timers and outbox do everything that is due now. */
  async work(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const fired = await this.app.get(Timers, { strict: false }).fireDue();
      const more = await this.app.get(Outbox, { strict: false }).deliverBatch();
      if (fired === 0 && !more) return;
    }
    throw new Error('the workers find no end');
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}

/** Whether an answer is a refusal. */
export function isRefusal({ status }: StageAnswer): boolean {
  return status >= FAILED_FROM;
}
