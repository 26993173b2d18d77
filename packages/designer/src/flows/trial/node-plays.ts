import type { Text } from '../../i18n/text.js';
import type { NodePlay, Played } from '../canvas/played.js';
import type { PlayedNode, TrialAnswer } from './trial-contract.js';

interface Words {
  readonly text: Text;
  person(id: string): string;
}

/** What the canvas shows of an answer. */
export function playedOf({ flow }: TrialAnswer, words: Words): Played {
  return {
    nodes: new Map(flow.nodes.map((node) => [node.id, nodePlay(node, words)])),
    taken: new Set(flow.taken),
  };
}

function nodePlay(node: PlayedNode, { text, person }: Words): NodePlay {
  const { state, visits, people, outcome, stuck } = node;
  const who = people.map(person).join(text('trial.comma'));
  const became = outcome === undefined ? '' : text(`trial.outcome.${outcome}`, { defaultValue: '' });
  const note = stuck === undefined ? [who, became].filter(Boolean).join(' ') : text('trial.stuck');
  const isStuck = stuck !== undefined;
  return {
    state,
    note,
    isStuck,
    mark: markOf(node, text),
    visits,
    spoken: [text(`trial.nodeState.${isStuck ? 'stuck' : state}`), note].filter(Boolean).join(' '),
  };
}

function markOf({ state, stuck }: PlayedNode, text: Text): string {
  if (stuck !== undefined) return text('trial.nodeState.stuck');
  return state === 'active' ? text('trial.nodeState.active') : '';
}
