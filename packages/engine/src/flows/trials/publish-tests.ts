import { Injectable } from '@nestjs/common';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { issue, pointer, warning } from '@dougong/kernel/foundation';
import type { Definition, FlowDefinition } from '@dougong/kernel/metadata';
import { Directory } from '../../people/directory.js';
import { definitionChanges } from '../../releases/release-changes.js';
import { FlowTests } from './flow-tests.js';
import type { TestOutcome } from './flow-tests.js';
import { TriedReleases } from './tried-release.js';

/** What can change how a flow runs although it is drawn the same, wherever it stands. */
const FOR_ALL: ReadonlySet<string> = new Set(['formula', 'posting', 'register', 'calendar']);

/** Plays the tests of flows that a publish changes. */
@Injectable()
export class PublishTests {
  constructor(
    private readonly tests: FlowTests,
    private readonly tried: TriedReleases,
    private readonly directory: Directory,
  ) {}

  /** What failing tests say about a release before it is switched to; its tables stand already. */
  async findings(
    release: CompiledRelease,
    before: readonly Definition[],
  ): Promise<readonly ReleaseFinding[]> {
    const touched = testedFlows(before, release.definitions);
    if (touched.length === 0) return [];
    const ground = {
      release: this.tried.ofDefinitions(release.definitions),
      people: await this.directory.refresh(),
    };
    const found: ReleaseFinding[] = [];
    for (const { key, tests = [] } of touched) {
      const flow = ground.release.flows.get(key);
      if (!flow) continue;
      const outcomes = await this.tests.run(ground, flow, tests);
      found.push(...outcomes.flatMap((outcome, at) => findingsOf(key, outcome, at)));
    }
    return found;
  }
}

/** Flows with tests whose form has changed, or a rule, a table or a flow of it, or what all flows stand on. */
function testedFlows(before: readonly Definition[], after: readonly Definition[]): readonly FlowDefinition[] {
  const changes = definitionChanges(before, after);
  const touchesAll = changes.some(({ kind }) => FOR_ALL.has(kind));
  const forms = new Set(changes.flatMap(({ kind, key }) => formsOf(kind, key, [...before, ...after])));
  return after.filter(
    (each): each is FlowDefinition =>
      each.kind === 'flow' && each.tests !== undefined && (touchesAll || forms.has(each.form)),
  );
}

/** The forms that a changed definition is or was about. */
function formsOf(kind: string, key: string, definitions: readonly Definition[]): readonly string[] {
  if (kind === 'form') return [key];
  return definitions.flatMap((each) =>
    each.kind === kind && each.key === key && 'form' in each && each.form !== undefined ? [each.form] : [],
  );
}

function findingsOf(
  key: string,
  { test, passed, missing, differences }: TestOutcome,
  at: number,
): readonly ReleaseFinding[] {
  if (passed) return [];
  const params = { test, difference: differences[0]?.sentence };
  const path = pointer('/tests', at);
  const found =
    missing === true ? warning('flow_test_people', path, params) : issue('flow_test_failed', path, params);
  return [{ ...found, definition: { kind: 'flow' as const, key } }];
}
