import type { Language } from '../../foundation/index.js';
import type { FlowNode } from '../../metadata/index.js';
import type { NodeTypePart } from '../node-type.js';
import { peoplePhrase } from './people-phrase.js';
import { listed, phrase, timeSpan } from './phrase.js';
import type { PhraseName } from './phrase.js';
import type { ReadingTitles } from './reading-titles.js';

/** What happens at one step; told from what its part can do, never from its name. */
export function stepPhrase(
  node: FlowNode,
  part: NodeTypePart,
  titles: ReadingTitles,
  language: Language,
): string {
  return phrase(phraseOf(node, part), language, {
    title: node.title[language],
    people: peoplePhrase(sourcesOf(node, part), titles, language),
    how: howPhrase(node, part, language),
  });
}

function phraseOf(node: FlowNode, part: NodeTypePart): PhraseName {
  if (part.isStart) return 'start';
  if (part.isEnd) return node.config['result'] === 'rejected' ? 'refused' : 'end';
  const work = part.work?.(node.config);
  if (work) return work.answers.approve === undefined ? 'handle' : 'approve';
  if (part.actions) return 'action';
  if (peopleSettings(part).length > 0) return 'copy';
  return part.waits ? 'waits' : 'other';
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

const MODES: Readonly<Record<string, PhraseName>> = { all: 'everybody', sequence: 'inTurn', vote: 'vote' };

/** How several people decide and how long they have; settings at their default say nothing. */
function howPhrase({ config }: FlowNode, part: NodeTypePart, language: Language): string {
  const mode = MODES[String(config['mode'])];
  const { passPercent } = config;
  const dueIn = part.timeout?.(config)?.after ?? config['dueIn'];
  const told = [
    ...(mode ? [phrase(mode, language, { percent: String(passPercent ?? '') })] : []),
    ...(typeof dueIn === 'string' ? [phrase('within', language, { time: timeSpan(dueIn, language) })] : []),
  ];
  if (told.length === 0) return '';
  return language === 'zh-CN' ? `（${told.join('，')}）` : ` (${listed(told, language)})`;
}
