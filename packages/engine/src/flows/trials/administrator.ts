import type { TrialPlay } from './trial-play.js';

/** Who looks after the flow: a holder of its own role, else of the right to administer; else nobody but the starter. */
export function administratorOf({ flow, world, starter }: TrialPlay): string {
  const { people, release } = world.terms;
  const roles = release.definitions.filter(
    (each) => each.kind === 'role' && each.system?.includes('administer') === true,
  );
  const keys = [
    ...(flow.definition.admin === undefined ? [] : [flow.definition.admin]),
    ...roles.map(({ key }) => key),
  ];
  return keys.flatMap((key) => people.usersOfRole(key))[0] ?? starter;
}
