import type { Names } from '../../../surroundings/names.js';
import type { Trial } from '../trial-context.js';
import type { Expect, Expectation } from './make-test.js';

interface Words {
  readonly names: Names;
  readonly trial: Pick<Trial, 'node' | 'person'>;
  readonly samePeople: boolean;
}

/** An expectation as a sentence: what is compared, and with what. */
export function expectationText(
  expectation: Expectation,
  found: Expect,
  { names, trial, samePeople }: Words,
): string {
  const { text } = names;
  const list = (entries: readonly string[]) => entries.join(text('trial.comma'));
  const say = (value: string) => text(`trial.tests.expects.${expectation}`, { value });
  switch (expectation) {
    case 'status':
      return say(text(`trial.status.${found.status}`, { defaultValue: found.status }));
    case 'state':
      return say(names.state(found.state ?? ''));
    case 'path':
      return say((found.path ?? []).map(trial.node).join(' › '));
    case 'open': {
      const open = (found.open ?? []).map(({ node, user }) =>
        samePeople && user !== undefined ? `${trial.node(node)} ${trial.person(user)}` : trial.node(node),
      );
      return say(open.length === 0 ? text('trial.tests.nobody') : list(open));
    }
    case 'refused':
      return say(text('trial.tests.atStep', { step: found.refused?.step ?? 0 }));
    case 'notified':
      return say(list((found.notified ?? []).map(({ user = '' }) => trial.person(user))));
  }
}
