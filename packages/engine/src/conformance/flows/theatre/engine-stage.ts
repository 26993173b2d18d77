import type { Pool } from 'pg';
import { Endpoints } from '../../../channels/endpoints.js';
import { FLOW_CALL } from '../../../commands/flow-call-rows.js';
import { Refusal } from '../../../http/refusal.js';
import { Directory } from '../../../people/directory.js';
import { Publisher } from '../../../releases/publisher.js';
import { ReleaseRegistry } from '../../../releases/release-registry.js';
import { CaseDefinitions } from '../case-definitions.js';
import { endpointKey } from '../case-flow.js';
import { CaseNames } from '../case-names.js';
import { isFlow } from '../flow-case.js';
import type { CaseFlow, CaseStep, FlowCase } from '../flow-case.js';
import type { CaseCheck, CaseView } from '../judge-view.js';
import { UnknownStep } from '../stage.js';
import type { Stage, StepOutcome } from '../stage.js';
import { isObject } from '../../suite.js';
import { checkDefinitions } from './check-drawings.js';
import { foundCompany } from './company.js';
import type { EngineProcess } from './engine-process.js';
import type { Engines } from './engines.js';
import { forceRelease } from './forced-release.js';
import { footprintOf, movesOf } from './footprint.js';
import { readView } from './read-view.js';
import type { Receiver } from './receiver.js';
import { STEPS } from './steps/index.js';
import { send } from './steps/step-part.js';
import type { Play } from './steps/step-part.js';
import type { VirtualClock } from './virtual-clock.js';

/** Those who act at the same moment act through different engines. */
const ENGINES = 2;

/** What all plays share. */
export interface House {
  readonly owner: Pool;
  readonly engines: Engines;
  readonly receiver: Receiver;
  readonly clock: VirtualClock;
}

/** A play by the real engine, through the services that its HTTP controllers call. */
export class EngineStage implements Stage {
  private readonly names: CaseNames;
  private readonly definitions: CaseDefinitions;
  private readonly play: Play;

  constructor(
    private readonly one: FlowCase,
    number: number,
    private readonly house: House,
  ) {
    this.names = new CaseNames(`doc_${number}`);
    this.definitions = new CaseDefinitions(one, this.names);
    this.play = {
      one,
      names: this.names,
      definitions: this.definitions,
      house,
      recordId: this.names.userId(' record'),
      isCreated: false,
      publish: (drawn, subflows) => this.publishDrawn(drawn, subflows),
      settle: () => this.settle(),
    };
  }

  /** The company of the case, before anything is published. */
  async setUp(): Promise<void> {
    const { owner, receiver, engines } = this.house;
    receiver.reset(this.one.faults, () => engines.kill());
    await foundCompany(owner, this.one.org, this.one.settings, this.names);
  }

  check(): CaseCheck {
    return checkDefinitions(this.names.form, this.definitions.all());
  }

  async publish(): Promise<readonly string[]> {
    try {
      await this.publishDrawn(this.one.flow, this.one.flows);
      return [];
    } catch (error) {
      if (error instanceof Refusal) return error.issues.map(({ code, path }) => `${code} ${path}`);
      throw error;
    }
  }

  /** Whoever starts a flow has filled in the document before. An engine that is wanted knows who is there. */
  async prepare(step: CaseStep, engine: number): Promise<void> {
    if (engine > 0) await (await this.engineFor(engine)).get(Directory).refresh();
    if (step.do !== 'start' || this.play.isCreated) return;
    const { record } = step;
    const values = this.definitions.values({ ...this.one.record, ...(isObject(record) ? record : {}) });
    const { form } = this.names;
    const { key: _key, ...creation } = step;
    await send(this.play, creation, await this.engineFor(0), {
      command: { type: 'create', form, id: this.play.recordId, values },
    });
    this.play.isCreated = true;
    await this.settle();
  }

  async carryOut(step: CaseStep, engine: number): Promise<StepOutcome> {
    const part = Object.hasOwn(STEPS, step.do) ? STEPS[step.do] : undefined;
    if (!part) throw new UnknownStep(`unknown step ${step.do}`);
    try {
      const answer = await part(this.play, step, await this.engineFor(engine));
      return { kind: 'done', replayed: answer?.replayed ?? false };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { kind: 'refused', code: error.issues[0]?.code ?? error.code };
    }
  }

  /** An engine that is killed meanwhile is followed by a new one, which goes on. */
  async settle(): Promise<void> {
    for (;;) {
      const engine = await this.house.engines.at(0);
      await engine.work();
      if (!engine.wasKilled) return;
      await this.endLeases();
    }
  }

  view(): Promise<CaseView> {
    return readView(this.play);
  }

  footprint(): Promise<Readonly<Record<string, string>>> {
    return footprintOf(this.play);
  }

  moves(): Promise<number> {
    return movesOf(this.play);
  }

  private engineFor(number: number): Promise<EngineProcess> {
    return this.house.engines.at(number % ENGINES);
  }

  /** What a dead engine had taken is left to others after a while of the machine's time, which no case plays. */
  private async endLeases(): Promise<void> {
    const { owner, clock } = this.house;
    await owner.query('UPDATE core.timer SET leased_until = NULL');
    await owner.query(
      `UPDATE core.outbox SET next_at = $1
        WHERE topic = '${FLOW_CALL}' AND state = 'waiting' AND attempts > 0 AND NOT payload ? 'end'`,
      [clock.read()],
    );
  }

  private async addReceivers(flows: readonly CaseFlow[]): Promise<void> {
    const engine = await this.house.engines.at(0);
    for (const name of calledIn(flows))
      await engine
        .get(Endpoints)
        .put(
          endpointKey(name),
          { url: `${this.house.receiver.url}/${encodeURIComponent(name)}` },
          { actor: null, channel: 'cli' },
        );
  }

  private async publishDrawn(drawn: CaseFlow, subflows: FlowCase['flows']): Promise<void> {
    const { owner, clock } = this.house;
    const definitions = this.definitions.all(drawn, subflows);
    await this.addReceivers([drawn, ...Object.values(subflows)]);
    const engine = await this.house.engines.at(0);
    const base = (await engine.get(ReleaseRegistry).refresh()).number;
    if (this.one.isForced) await forceRelease(owner, base + 1, definitions, clock.read());
    else await engine.get(Publisher).publish({ definitions, base, actor: null });
    await this.tell(base + 1);
  }

  /** Others hear of a release after a moment of the machine's time, which no case plays. */
  private async tell(release: number): Promise<void> {
    for (const engine of this.house.engines.running) await engine.get(ReleaseRegistry).switchTo(release);
  }
}

/** Names of the receivers that action nodes call. */
function calledIn(flows: readonly CaseFlow[]): readonly string[] {
  return flows.filter(isFlow).flatMap(({ nodes }) =>
    nodes.flatMap(({ effect }) => {
      const call = isObject(effect) ? effect['call'] : undefined;
      return call === undefined ? [] : [calledName(call)];
    }),
  );
}

function calledName(call: unknown): string {
  return isObject(call) ? String(call['name'] ?? call['to'] ?? 'call') : String(call);
}
