import type { Language } from '../../foundation/index.js';
import type { FlowNode } from '../../metadata/index.js';
import type { NodeTypePart } from '../node-type.js';
import { howPhrase } from './how-phrase.js';
import type { FindNode } from './how-phrase.js';
import { peoplePhrase } from './people-phrase.js';
import type { PeoplePhrase } from './people-phrase.js';
import { phrase, timeSpan } from './phrase.js';
import type { PhraseName } from './phrase.js';
import type { ReadingTitles } from './reading-titles.js';

/** What happens at one step; told from what its part can do and how it is set, never from its name. */
export function stepPhrase(
  node: FlowNode,
  part: NodeTypePart,
  titles: ReadingTitles,
  language: Language,
  find: FindNode,
): string {
  const people = peoplePhrase(sourcesOf(node, part), titles, language);
  const { after, until, foreach } = node.config;
  const pathTitle = (path: unknown): string => (typeof path === 'string' ? titles.path(path)[language] : '');
  return phrase(phraseOf(node, part, people), language, {
    title: node.title[language],
    people: people.text,
    how: howPhrase(node, part, titles, language, find),
    time: typeof after === 'string' ? timeSpan(after, language) : '',
    day: pathTitle(until),
    list: pathTitle(foreach),
  });
}

function phraseOf(node: FlowNode, part: NodeTypePart, people: PeoplePhrase): PhraseName {
  const { config } = node;
  if (part.isStart) return 'start';
  if (part.isEnd) return endOf(config);
  const work = part.work?.(config);
  if (work) return workOf(work.answers.approve === undefined ? 'handle' : 'approve', config, people);
  if (part.actions) return 'action';
  if (peopleSettings(part).length > 0) return people.isMany ? 'copyMany' : 'copy';
  if (typeof config['flow'] === 'string') return nestedOf(config);
  if (!part.waits) return 'other';
  if (typeof config['after'] === 'string') return 'waitsFor';
  return typeof config['until'] === 'string' ? 'waitsUntil' : 'waits';
}

function endOf({ result, terminate }: FlowNode['config']): PhraseName {
  if (result === 'rejected') return 'refused';
  return terminate === true ? 'stopsAll' : 'end';
}

function nestedOf({ wait, foreach }: FlowNode['config']): PhraseName {
  if (wait === false) return 'detached';
  return typeof foreach === 'string' ? 'nestedEach' : 'nested';
}

/** One of several, one after another, or whoever is asked: each has words of its own. */
function workOf(verb: 'approve' | 'handle', { mode }: FlowNode['config'], people: PeoplePhrase): PhraseName {
  const isChain = mode === undefined && people.isChain;
  if (mode === 'sequence' || isChain) return `${verb}InTurn`;
  if (!people.isMany) return verb;
  return mode === undefined || mode === 'any' ? `${verb}Any` : `${verb}Many`;
}

/** The settings that name people, as the inspector knows them. */
function peopleSettings(part: NodeTypePart): readonly string[] {
  const properties = (part.config['properties'] ?? {}) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  return Object.keys(properties).filter((name) => properties[name]?.['x-widget'] === 'people');
}

function sourcesOf({ config }: FlowNode, part: NodeTypePart): readonly object[] {
  return peopleSettings(part)
    .slice(0, 1)
    .flatMap((name) => (Array.isArray(config[name]) ? (config[name] as readonly object[]) : []));
}
