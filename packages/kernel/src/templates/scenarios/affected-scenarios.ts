import { sameJson } from '../../foundation/index.js';
import { definitionName } from '../../metadata/index.js';
import type { Definition, ScenarioFile, SeedFile } from '../../metadata/index.js';
import { DefinitionWeb, namedIn, namesByKey } from './definition-web.js';

/** A scenario that must be played after a change, and the changed definitions that it has to do with. */
export interface ScenarioChoice {
  readonly scenario: ScenarioFile;
  /** Names of changed definitions, `form/item`. */
  readonly because: readonly string[];
}

/** What scenarios stand on. */
export interface ScenarioGround {
  readonly scenarios: readonly ScenarioFile[];
  /** The data that are loaded before each of them. */
  readonly seeds: readonly SeedFile[];
}

/**
 * The scenarios that may end otherwise because definitions change; those left out cannot. It is a matter of what a scenario
 * has to do with at all: the definitions that its steps and expectations name, the roles of its people, what is done by the time
 * alone, and everything that these use. What the sample data have to do with, all have to do with.
 */
export function affectedScenarios(
  { scenarios, seeds }: ScenarioGround,
  before: readonly Definition[],
  after: readonly Definition[],
): readonly ScenarioChoice[] {
  const changed = changedNames(before, after);
  if (changed.length === 0) return [];
  const both = [...before, ...after];
  const [web, keys] = [new DefinitionWeb(both), namesByKey(both)];
  const always = [...timed(both), ...groundOf(seeds, both)];
  const users = seeds.flatMap((seed) => seed.users ?? []);
  const choices = scenarios.map((scenario): ScenarioChoice => {
    const roles = rolesOf(scenario, users);
    if (roles === undefined) return { scenario, because: changed };
    const reached = web.reach([...always, ...namedIn(scenario, keys), ...roles]);
    return { scenario, because: changed.filter((name) => isForAll(name) || reached.has(name)) };
  });
  return choices.filter(({ because }) => because.length > 0);
}

/** Menus lead people to what they may do anyway. */
function changedNames(before: readonly Definition[], after: readonly Definition[]): readonly string[] {
  const [old, now] = [before, after].map(
    (all) => new Map(all.map((each) => [definitionName(each), each] as const)),
  );
  const names = [...new Set([...old!.keys(), ...now!.keys()])];
  return names.filter((name) => !name.startsWith('menu/') && !sameJson(old!.get(name), now!.get(name)));
}

/** Working time is counted by the calendar of the house, which nobody names. */
function isForAll(name: string): boolean {
  return name.startsWith('calendar/');
}

/** Rules that fire by the time alone: every scenario lets time pass. */
function timed(definitions: readonly Definition[]): readonly string[] {
  return definitions.flatMap((each) =>
    each.kind === 'rule' && each.trigger.on.includes('schedule') ? [definitionName(each)] : [],
  );
}

/** The forms of the sample data, the roles of those who make them, and of whoever administers. */
function groundOf(seeds: readonly SeedFile[], definitions: readonly Definition[]): readonly string[] {
  const records = seeds.flatMap((seed) => seed.records ?? []);
  const makers = new Set(records.map(({ by }) => by));
  const users = seeds.flatMap((seed) => seed.users ?? []);
  const administrators = definitions.flatMap((each) =>
    each.kind === 'role' && each.system?.includes('administer') ? [definitionName(each)] : [],
  );
  return [
    ...records.map(({ form }) => `form/${form}`),
    ...users.filter(({ login }) => makers.has(login)).flatMap(({ roles }) => roles.map(roleName)),
    ...administrators,
  ];
}

/** The roles of all people of a scenario; nothing where somebody acts whom the sample data do not have. */
function rolesOf(
  scenario: ScenarioFile,
  users: readonly { readonly login: string; readonly roles: readonly string[] }[],
): readonly string[] | undefined {
  const known = new Map(users.map(({ login, roles }) => [login, roles]));
  if (scenario.steps.some(({ by }) => by !== undefined && !known.has(by))) return undefined;
  const text = JSON.stringify(scenario);
  const people = users.filter(({ login }) => text.includes(`"${login}"`) || text.includes(`user/${login}`));
  return people.flatMap(({ roles }) => roles.map(roleName));
}

function roleName(key: string): string {
  return `role/${key}`;
}
