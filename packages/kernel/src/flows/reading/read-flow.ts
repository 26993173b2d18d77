import { describeCondition } from '../../expression/index.js';
import type { Language } from '../../foundation/index.js';
import type { FlowDefinition, FlowEdge } from '../../metadata/index.js';
import { readDrawing } from '../check/drawing.js';
import type { NodeTypePart } from '../node-type.js';
import { flowRules } from './flow-rules-phrase.js';
import type { FindNode } from './how-phrase.js';
import { outlineOf } from './outline.js';
import type { Outline, OutlineBranch, OutlineItem } from './outline.js';
import { Paragraph, tied } from './paragraph.js';
import type { Piece } from './paragraph.js';
import { numbered, phrase, spaced, timeSpan } from './phrase.js';
import type { PhraseName } from './phrase.js';
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
  const { byId, partOf } = readDrawing(definition, nodeTypes);
  const find: FindNode = (id) => {
    const [node, part] = [byId.get(id), partOf.get(id)];
    return node && part && { node, part };
  };
  const reader = new Reader(titles, language, find);
  const text = outline.length === 0 ? '' : reader.paragraph(outline, flowRules(definition, language));
  return { text, items: reader.items(outline) };
}

type Block = Extract<OutlineItem, { item: 'branches' }>;
type Event = Extract<OutlineItem, { item: 'event' }>;

const BLOCKS = { xor: 'cases', and: 'same', or: 'every', first: 'first' } as const;

class Reader {
  /** Refusals and time limits, told after the way that the flow takes without them. */
  private readonly later: Event[] = [];

  constructor(
    private readonly titles: ReadingTitles,
    private readonly language: Language,
    private readonly find: FindNode,
  ) {}

  paragraph(outline: Outline, rules: readonly string[]): string {
    const told = new Paragraph(this.language);
    for (const each of outline) this.tell(told, each);
    for (let next = this.later.shift(); next !== undefined; next = this.later.shift())
      told.tell(this.eventSentence(next));
    for (const rule of rules) told.tell(rule);
    return this.written(told.text());
  }

  items(outline: Outline): readonly ReadingItem[] {
    return outline.map((each) => {
      const branches = branchesOf(each).map((branch) => ({
        edge: branch.edge.id,
        text: this.written(this.lead(branch, each)),
        items: this.items(branch.items),
      }));
      const text = this.written(bare(this.itemText(each)));
      return { node: each.node.id, text, ...(branches.length > 0 ? { branches } : {}) };
    });
  }

  private tell(told: Paragraph, each: OutlineItem): void {
    if (each.item === 'event') this.later.push(each);
    else if (each.item === 'branches') {
      told.tell(this.blockSentence(each));
      told.leadOver(this.joinPhrase(each));
    } else if (each.item === 'step' && each.part.isStart) told.leadOver(this.pieceOf(each).text);
    else told.add(this.pieceOf(each));
  }

  private written(text: string): string {
    return this.language === 'zh-CN' ? spaced(text) : text;
  }

  private say(name: PhraseName, words: Readonly<Record<string, string>> = {}): string {
    return phrase(name, this.language, words);
  }

  private itemText(each: OutlineItem): string {
    if (each.item === 'branches') return this.blockSentence(each);
    return each.item === 'event' ? this.eventSentence(each) : this.pieceOf(each).text;
  }

  private pieceOf(each: Extract<OutlineItem, { item: 'step' | 'goto' }>): Piece {
    const { node } = each;
    if (each.item === 'goto') return this.goto(node.id, each.isBack);
    const text = stepPhrase(node, each.part, this.titles, this.language, this.find);
    if (each.part.isEnd) return { kind: 'end', text };
    const isCopy = !each.part.waits && each.part.actions === undefined && each.part.work === undefined;
    return { kind: isCopy ? 'copy' : 'step', text };
  }

  /** To an end one does not go, it ends. */
  private goto(id: string, isBack: boolean): Piece {
    const target = this.find(id);
    if (target?.part.isEnd) return this.pieceOf({ item: 'step', ...target });
    const title = target?.node.title[this.language] ?? id;
    return { kind: 'goto', text: this.say(isBack ? 'back' : 'on', { title }) };
  }

  private blockSentence(block: Block): string {
    // A way on which nothing happens is only told where it is not the usual one.
    const told = block.branches.filter(({ edge, items }) => items.length > 0 || edge.default !== true);
    const sentences = told.map((branch) => this.branchSentence(branch, block));
    if (block.gate === 'xor') return sentences.join(this.language === 'zh-CN' ? '；' : '; ');
    return this.say(BLOCKS[block.gate], { branches: numbered(sentences, this.language) });
  }

  private joinPhrase({ join, gate }: Block): string {
    if (join === undefined || gate === 'xor') return this.say('after');
    const need = join.part.needOf?.(join.node.config);
    if (need === undefined) return this.say('all');
    return need === 1 ? this.say('needOne') : this.say('need', { need: String(need) });
  }

  private branchSentence(branch: OutlineBranch, block: Block): string {
    const then = this.then(branch.items);
    if (block.gate === 'and' || block.gate === 'first') return then;
    if (branch.edge.default === true) return this.say('otherwise', { then });
    const condition = this.condition(branch.edge);
    if (condition !== '') return this.say('if', { condition, then });
    const title = branch.edge.title?.[this.language];
    if (title === undefined) return then;
    return this.say('titled', { node: block.node.title[this.language], title, then });
  }

  private eventSentence(event: Event): string {
    const { node, meets, branch } = event;
    const then = this.then(branch.items, meets === undefined ? [] : [this.goto(meets.id, false)]);
    const words = { title: node.title[this.language], then };
    if (event.on === 'rejected') return this.say('rejected', words);
    const after = this.find(node.id)?.part.timeout?.(node.config)?.after;
    if (after === undefined) return this.say('timeout', words);
    return this.say('late', { ...words, time: timeSpan(after, this.language) });
  }

  /** What happens on a way; a choice inside of it is told in numbers, so that it is clear what belongs to it. */
  private then(items: Outline, last: readonly Piece[] = []): string {
    const pieces: Piece[] = [];
    for (const each of items) {
      if (each.item === 'event') this.later.push(each);
      else if (each.item === 'branches') pieces.push({ kind: 'step', text: this.innerBlock(each) });
      else pieces.push(this.pieceOf(each));
    }
    const all = [...pieces, ...last];
    return all.length === 0 ? this.say('nothing') : tied(all, this.language);
  }

  private innerBlock(block: Block): string {
    const sentences = block.branches.map((branch) => this.branchSentence(branch, block));
    return this.say(BLOCKS[block.gate], { branches: numbered(sentences, this.language) });
  }

  /** The head of a branch in the nested list. */
  private lead(branch: OutlineBranch, each: OutlineItem): string {
    const { edge } = branch;
    if (each.item === 'event') return this.eventLead(each.on, edge);
    if (edge.title !== undefined) return edge.title[this.language];
    if (edge.default === true) return bare(this.say('otherwise'));
    const condition = this.condition(edge);
    return condition === '' ? '' : bare(this.say('if', { condition }));
  }

  private eventLead(on: string, edge: FlowEdge): string {
    if (on === 'rejected') return this.say('ifRejected');
    if (on === 'timeout') return this.say('ifTimeout');
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

/** Without the comma that leads over to something. */
function bare(text: string): string {
  return text.replace(/[，,]\s*$/, '').trim();
}

function branchesOf(each: OutlineItem): readonly OutlineBranch[] {
  if (each.item === 'branches') return each.branches;
  return each.item === 'event' ? [each.branch] : [];
}
