import type { Language } from '../../foundation/index.js';
import type { FlowNode } from '../../metadata/index.js';
import type { EscalationLevel, NodeTypePart, TimeoutPolicy, WorkPolicy } from '../node-type.js';
import { peoplePhrase } from './people-phrase.js';
import { called } from './reading-titles.js';
import type { ReadingTitles } from './reading-titles.js';
import { bracketed, listed, phrase, timeSpan } from './phrase.js';
import type { PhraseName } from './phrase.js';

/** A node of the drawing by its id. */
export type FindNode = (id: string) => { readonly node: FlowNode; readonly part: NodeTypePart } | undefined;

/** How people do a step: what stands in brackets behind it. Settings at their default say nothing. */
export function howPhrase(
  node: FlowNode,
  part: NodeTypePart,
  titles: ReadingTitles,
  language: Language,
  find: FindNode,
): string {
  return new How(node, part, titles, language, find).text();
}

class How {
  private readonly work: WorkPolicy | undefined;

  constructor(
    private readonly node: FlowNode,
    private readonly part: NodeTypePart,
    private readonly titles: ReadingTitles,
    private readonly language: Language,
    private readonly find: FindNode,
  ) {
    this.work = part.work?.(node.config);
  }

  text(): string {
    const told = [...this.mode(), ...this.people(), ...this.form(), ...this.rights(), ...this.time()];
    return bracketed([...told, ...this.refusal()], this.language);
  }

  private say(name: PhraseName, words: Readonly<Record<string, string>> = {}): string {
    return phrase(name, this.language, words);
  }

  private mode(): readonly string[] {
    const { mode, passPercent, rejectNeedsAll } = this.node.config;
    const decides = this.work?.answers.approve !== undefined;
    if (mode === 'all') return [this.say(decides ? 'everybody' : 'everybodyDoes')];
    if (mode === 'vote') return [this.say('vote', { percent: String(passPercent ?? '') })];
    return rejectNeedsAll === true ? [this.say('allRefuse')] : [];
  }

  private people(): readonly string[] {
    const { self, empty } = this.node.config;
    const own = self === 'skip' ? [this.say('selfOut')] : self === 'to_leader' ? [this.say('selfUp')] : [];
    return [...own, ...this.whenEmpty(empty)];
  }

  private whenEmpty(empty: unknown): readonly string[] {
    if (empty === 'auto_pass') return [this.say('emptyPass')];
    if (empty === 'auto_reject') return [this.say('emptyRefuse')];
    if (empty === 'forbid_start') return [this.say('emptyForbids')];
    const { user } = (typeof empty === 'object' && empty !== null ? empty : {}) as { user?: string };
    return user === undefined ? [] : [this.say('emptyUser', { people: this.userTitle(user) })];
  }

  private form(): readonly string[] {
    const { editable = [], required = [], opinion } = this.work ?? {};
    // What must be filled in may be changed, of course.
    const free = editable.filter((path) => !required.includes(path));
    return [
      ...(free.length === 0 ? [] : [this.say('mayChange', { fields: this.fields(free) })]),
      ...(required.length === 0 ? [] : [this.say('mustFill', { fields: this.fields(required) })]),
      ...(opinion === 'required' ? [this.say('opinion')] : []),
      ...(opinion === 'required_on_reject' ? [this.say('opinionOnRefusal')] : []),
    ];
  }

  /** `“甲”“乙”` and `"a" and "b"`. */
  private fields(paths: readonly string[]): string {
    const titles = paths.map((path) => this.titles.path(path)[this.language]);
    if (this.language === 'zh-CN') return titles.map((title) => `“${title}”`).join('');
    return listed(
      titles.map((title) => `"${title}"`),
      this.language,
    );
  }

  private rights(): readonly string[] {
    const { config } = this.node;
    const barred = (
      [
        ['allowTransfer', 'transfer'],
        ['allowDelegate', 'delegate'],
        ['allowAddSign', 'addSign'],
        ['allowReturn', 'return'],
      ] as const
    ).filter(([setting]) => config[setting] === false);
    if (barred.length === 0) return [];
    const actions = barred.map(([, name]) => this.say(name));
    return [this.say('notAllowed', { actions: listed(actions, this.language) })];
  }

  private time(): readonly string[] {
    const { dueIn } = this.node.config;
    const limit = this.part.timeout?.(this.node.config);
    return [
      ...(typeof dueIn === 'string' ? [this.say('within', { time: this.span(dueIn) })] : []),
      ...(limit === undefined ? [] : this.whenLate(limit)),
      ...(this.part.escalation?.(this.node.config) ?? []).map((level) => this.escalated(level)),
    ];
  }

  /** A line for late ones is told where it leads. */
  private whenLate({ after, action, to = '', every, max }: TimeoutPolicy): readonly string[] {
    const words = { time: this.span(after), people: this.userTitle(to) };
    switch (action) {
      case 'pass':
        return [this.say('latePass', words)];
      case 'reject':
        return [this.say('lateRefuse', words)];
      case 'transfer':
        return [this.say('lateTransfer', words)];
      case 'remind': {
        if (every === undefined && (max === undefined || max === 1)) return [this.say('remindOnce', words)];
        const often = { ...words, every: this.span(every ?? after), max: String(max ?? '') };
        return [this.say(max === undefined ? 'remindEvery' : 'remindMax', often)];
      }
      default:
        return [];
    }
  }

  private escalated({ after, to = [] }: EscalationLevel): string {
    const people = peoplePhrase(to, this.titles, this.language);
    const words = { time: this.span(after), people: people.text };
    if (to.length === 0) return this.say('remindOnce', words);
    return this.say(people.isMany ? 'tellMany' : 'tell', words);
  }

  private refusal(): readonly string[] {
    const { onReject } = this.node.config;
    const to = typeof onReject === 'object' && onReject !== null && 'return' in onReject && onReject.return;
    const target = typeof to === 'string' ? this.find(to) : undefined;
    if (target === undefined) return [];
    if (target.part.isStart) return [this.say('refusalHome')];
    return [this.say('refusalBack', { title: target.node.title[this.language] })];
  }

  private span(duration: string): string {
    return timeSpan(duration, this.language);
  }

  private userTitle(id: string): string {
    return called(id, this.titles.user)[this.language];
  }
}
