import { describeCondition } from '../../expression/index.js';
import type { Language } from '../../foundation/index.js';
import type { FlowDefinition, FlowEdge } from '../../metadata/index.js';
import type { NodeTypePart } from '../node-type.js';
import { outlineOf } from './outline.js';
import type { Outline, OutlineBranch, OutlineItem } from './outline.js';
import { afterwards, numbered, phrase } from './phrase.js';
import type { ReadingTitles } from './reading-titles.js';
import { stepPhrase } from './step-phrase.js';

/** One sentence of a reading; what happens inside its branches stands below it. */
export interface ReadingItem {
  /** The node that it speaks of. */
  readonly node: string;
  readonly text: string;
  readonly branches?: readonly {
    readonly edge: string;
    readonly text: string;
    readonly items: readonly ReadingItem[];
  }[];
}

export interface FlowReading {
  /** The whole flow as one paragraph. */
  readonly text: string;
  /** The same as a nested list, for a page that shows it beside the drawing. */
  readonly items: readonly ReadingItem[];
}

/**
 * Reads a flow to people: who does what, under which conditions, what runs at the same time and where it goes back. A
 * drawing that is not finished is read as far as it goes.
 */
export function readFlow(
  definition: FlowDefinition,
  titles: ReadingTitles,
  language: Language,
  nodeTypes?: readonly NodeTypePart[],
): FlowReading {
  const outline = outlineOf(definition, nodeTypes);
  const reader = new Reader(titles, language);
  return { text: reader.paragraph(outline), items: reader.items(outline) };
}

const BLOCKS = { and: 'same', or: 'every', first: 'first' } as const;

class Reader {
  constructor(
    private readonly titles: ReadingTitles,
    private readonly language: Language,
  ) {}

  paragraph(outline: Outline): string {
    const sentences = this.sentences(outline);
    if (sentences.length === 0) return '';
    const [start = '', ...rest] = sentences;
    if (this.language === 'zh-CN') return `${[`${start}，${rest[0] ?? ''}`, ...rest.slice(1)].join('；')}。`;
    return `${[`${start}, ${rest[0] ?? ''}`, ...rest.slice(1)].join('; then ')}.`;
  }

  items(outline: Outline): readonly ReadingItem[] {
    return outline.map((each) => {
      const branches = branchesOf(each).map((branch) => ({
        edge: branch.edge.id,
        text: this.lead(branch, each),
        items: this.items(branch.items),
      }));
      return { node: nodeOf(each), text: this.sentence(each), ...(branches.length > 0 ? { branches } : {}) };
    });
  }

  private sentences(outline: Outline): readonly string[] {
    return outline.map((each) => this.sentence(each)).filter((sentence) => sentence !== '');
  }

  private sentence(each: OutlineItem): string {
    switch (each.item) {
      case 'step':
        return stepPhrase(each.node, each.part, this.titles, this.language);
      case 'branches':
        return this.branchesSentence(each);
      case 'event':
        return this.eventSentence(each.on, each.branch);
      case 'goto':
        return this.say(each.isBack ? 'back' : 'on', { title: each.node.title[this.language] });
    }
  }

  private say(name: Parameters<typeof phrase>[0], words: Readonly<Record<string, string>> = {}): string {
    return phrase(name, this.language, words);
  }

  private branchesSentence(block: Extract<OutlineItem, { item: 'branches' }>): string {
    // A way on which nothing happens is only told where it is not the usual one.
    const told = block.branches.filter(({ edge, items }) => items.length > 0 || edge.default !== true);
    const sentences = told.map((branch) => this.branchSentence(branch, block));
    if (block.gate === 'xor') return sentences.join(this.language === 'zh-CN' ? '；' : '; ');
    const all = this.say(BLOCKS[block.gate], { branches: numbered(sentences, this.language) });
    const joined = this.joinPhrase(block);
    if (joined === '') return all;
    return this.language === 'zh-CN' ? `${all}，${joined}` : `${all}, and ${joined}`;
  }

  private joinPhrase({ join }: Extract<OutlineItem, { item: 'branches' }>): string {
    if (join === undefined) return '';
    const need = join.part.needOf?.(join.node.config);
    return need === undefined ? this.say('all') : this.say('need', { need: String(need) });
  }

  private branchSentence(branch: OutlineBranch, block: Extract<OutlineItem, { item: 'branches' }>): string {
    const then = this.then(branch.items);
    if (block.gate === 'and' || block.gate === 'first') return then;
    if (branch.edge.default === true) return this.say('otherwise', { then });
    const condition = this.condition(branch.edge);
    if (condition !== '') return this.say('if', { condition, then });
    const title = branch.edge.title?.[this.language];
    return title === undefined ? then : this.say('titled', { title, then });
  }

  private eventSentence(on: string, branch: OutlineBranch): string {
    const then = this.then(branch.items);
    if (on === 'rejected' || on === 'timeout') return this.say(on, { then });
    return this.say('event', { title: branch.edge.title?.[this.language] ?? on, then });
  }

  private then(items: Outline): string {
    const sentences = this.sentences(items);
    return sentences.length === 0 ? this.say('nothing') : afterwards(sentences, this.language);
  }

  /** The head of a branch in the nested list. */
  private lead(branch: OutlineBranch, each: OutlineItem): string {
    const { edge } = branch;
    const bare = (text: string): string => text.replace(/[，,]\s*$/, '');
    if (each.item === 'event') return bare(this.eventLead(each.on, edge));
    if (edge.title !== undefined) return edge.title[this.language];
    if (edge.default === true) return bare(this.say('otherwise')).trim();
    const condition = this.condition(edge);
    return condition === '' ? '' : bare(this.say('if', { condition }));
  }

  private eventLead(on: string, edge: FlowEdge): string {
    if (on === 'rejected' || on === 'timeout') return this.say(on);
    return this.say('event', { title: edge.title?.[this.language] ?? on });
  }

  /** Nothing where there is no condition yet, or none that can be read. */
  private condition({ when }: FlowEdge): string {
    if (when === undefined || (when !== true && Object.keys(when).length === 0)) return '';
    const own = this.titles.condition?.(when);
    if (own) return own[this.language];
    const told = describeCondition(when, this.titles.scope, this.titles.path);
    return told.ok ? told.value[this.language] : '';
  }
}

function branchesOf(each: OutlineItem): readonly OutlineBranch[] {
  if (each.item === 'branches') return each.branches;
  return each.item === 'event' ? [each.branch] : [];
}

function nodeOf(each: OutlineItem): string {
  return each.item === 'event' ? each.branch.edge.from : each.node.id;
}
