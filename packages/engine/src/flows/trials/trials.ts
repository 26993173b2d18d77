import { Injectable } from '@nestjs/common';
import { isEverything } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledFlow } from '@dougong/kernel/flows';
import { issue } from '@dougong/kernel/foundation';
import { checkDefinition, checkTrialSteps } from '@dougong/kernel/metadata';
import type { FlowTest } from '@dougong/kernel/metadata';
import type { Asker } from '../../expressions/expression-evaluation.js';
import { invalid, noRight, notFound } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { grantOf } from '../../records/form-grant.js';
import { InForce } from '../../records/in-force.js';
import type { Standing } from '../../records/in-force.js';
import { LabelReader } from '../../records/reference-labels.js';
import { Drafts } from '../../releases/drafts.js';
import type { Draft } from '../../releases/drafts.js';
import { FlowTests } from './flow-tests.js';
import type { TestOutcome } from './flow-tests.js';
import type { ToldStep } from './told-step.js';
import { toldSteps } from './told-steps.js';
import { NOWHERE, peopleOf, standingOf } from './trial-answer.js';
import type { TrialAnswer } from './trial-answer.js';
import { TrialPlay } from './trial-play.js';
import { TrialRuns } from './trial-runs.js';
import type { TrialBody, TrialCheckBody } from './trial.wire.js';
import { TriedReleases } from './tried-release.js';
import type { TriedRelease } from './tried-release.js';

/** Plays drafts of flows as anybody, in virtual time, and leaves nothing behind. */
@Injectable()
export class Trials {
  constructor(
    private readonly runs: TrialRuns,
    private readonly tests: FlowTests,
    private readonly tried: TriedReleases,
    private readonly drafts: Drafts,
    private readonly inForce: InForce,
    private readonly labels: LabelReader,
  ) {}

  /** Plays the saved tests of a drawing, or of the flow as it stands in the drafts. */
  async check(
    { subject }: Pick<Asker, 'subject'>,
    flow: string,
    { definition }: TrialCheckBody,
  ): Promise<readonly TestOutcome[]> {
    const standing = await this.inForce.read((found) => Promise.resolve({ value: found }));
    const kept = (await this.drafts.read()).drafts;
    const { release } = this.tried.of({ published: standing.release, flow, definition, drafts: kept });
    const drawing = flowIn(release, flow);
    requireSight(standing, subject, drawing.definition.form);
    const tests = testsIn(definition) ?? testsKept(kept, standing.release, flow);
    return this.tests.run({ release, people: standing.people }, drawing, tests);
  }

  /** Plays the steps from the beginning, up to the first that is refused. */
  async play(asker: Asker, flow: string, body: TrialBody): Promise<TrialAnswer> {
    refuseOn(checkTrialSteps(body.steps, '/steps'));
    const standing = await this.inForce.read((found) => Promise.resolve({ value: found }));
    const tried = await this.triedWith(standing, flow, body);
    const drawing = flowIn(tried.release, flow);
    requireSight(standing, asker.subject, drawing.definition.form);
    const run = {
      release: tried.release,
      people: standing.people,
      at: body.at,
      // The same as that of its tests, whose steps may name lines that a trial has made.
      name: flow,
    };
    return this.runs.run(run, async (world, { ids }) => {
      const id = 'id' in body.record ? body.record.id : ids();
      const play = new TrialPlay(world, drawing, id, body.starter);
      const steps = await this.stepsOf(play, asker, body);
      const end = isMade(steps) ? await standingOf(play, asker.subject) : NOWHERE;
      const complete = steps.every(({ refused }) => refused === undefined);
      return { complete, steps, ...end, users: peopleOf(play, end, steps), left: tried.left };
    });
  }

  private async stepsOf(
    play: TrialPlay,
    { subject, language }: Asker,
    { record, steps }: TrialBody,
  ): Promise<readonly ToldStep[]> {
    if ('id' in record) await requireRecord(play, subject);
    const sample = 'values' in record ? record.values : undefined;
    return toldSteps(play, { subject, language, labels: this.labels }, { sample, steps });
  }

  private async triedWith(
    { release }: Standing,
    flow: string,
    { definition, drafts = true }: TrialBody,
  ): Promise<TriedRelease> {
    const kept = (await this.drafts.read()).drafts;
    const own = definition === undefined ? kept.filter((each) => isDraftOf(each, flow)) : [];
    return this.tried.of({ published: release, flow, definition, drafts: drafts ? kept : own });
  }
}

/** Whether there is a record: the sample may have been refused. */
function isMade([first]: readonly ToldStep[]): boolean {
  return first?.index !== 0 || first.refused === undefined;
}

async function requireRecord({ world, target }: TrialPlay, subject: Subject): Promise<void> {
  await world.visible.with({ subject, ...target }, () => Promise.resolve());
}

/** A trial shows all of a record, whatever values somebody would like to see worked out. */
function requireSight({ release }: Standing, subject: Subject, form: string): void {
  const model = release.models.get(form);
  if (!model) throw invalid([issue('unknown_form', '/definition/form', { form })]);
  const { allowed, rows, hidden } = grantOf(release, subject, form, 'read');
  if (!allowed || !isEverything(rows) || hidden.size > 0)
    throw noRight({ form: model.title, action: 'read' });
}

function flowIn(release: CompiledRelease, key: string): CompiledFlow {
  const found = release.flows.get(key);
  if (!found) throw notFound();
  return found;
}

function isDraftOf({ kind, key }: { readonly kind: string; readonly key: string }, flow: string): boolean {
  return kind === 'flow' && key === flow;
}

function refuseOn(issues: Parameters<typeof invalid>[0]): void {
  if (issues.length > 0) throw invalid(issues);
}

/** Tests that came with the drawing; the drawing itself was checked without them. */
function testsIn(definition: unknown): readonly FlowTest[] | undefined {
  if (definition === undefined) return undefined;
  const checked = checkDefinition(definition);
  if (!checked.ok)
    throw invalid(checked.error.map((found) => ({ ...found, path: `/definition${found.path}` })));
  return checked.value.kind === 'flow' ? (checked.value.tests ?? []) : [];
}

function testsKept(drafts: readonly Draft[], { flows }: CompiledRelease, flow: string): readonly FlowTest[] {
  const draft = drafts.find((each) => isDraftOf(each, flow))?.definition;
  return testsIn(draft ?? flows.get(flow)?.definition) ?? [];
}
