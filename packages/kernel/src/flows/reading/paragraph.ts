import type { Language } from '../../foundation/index.js';
import { phrase } from './phrase.js';

/** What a piece of a sentence is, for the word that ties it to the one before. */
export type PieceKind = 'step' | 'copy' | 'end' | 'goto';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

const TIES: Readonly<Record<Language, Readonly<Record<PieceKind, readonly string[]>>>> = {
  'zh-CN': { step: ['，再', '，然后'], copy: ['，并'], goto: ['，再'], end: ['，'] },
  en: { step: [', then '], copy: [', and '], goto: [', then '], end: [', and '] },
};

/** Pieces as one run of words: `a, then b, and c`. */
export function tied(pieces: readonly Piece[], language: Language): string {
  return pieces
    .map(({ kind, text }, at) => {
      const ties = TIES[language][kind];
      return at === 0 ? text : `${ties[(at - 1) % ties.length] ?? ''}${text}`;
    })
    .join('');
}

/** Puts sentences together, each with what leads over to it from the one before. */
export class Paragraph {
  private readonly sentences: string[] = [];
  private run: Piece[] = [];
  private lead = '';

  constructor(private readonly language: Language) {}

  /** One more piece of the present sentence. */
  add(piece: Piece): void {
    this.run.push(piece);
  }

  /** What the next sentence begins with; something that is told of its own needs no mere "then". */
  leadOver(lead: string): void {
    this.flush();
    this.lead = lead;
  }

  /** A sentence of its own. */
  tell(sentence: string): void {
    this.flush();
    if (sentence === '') return;
    const isMereThen = this.lead === phrase('after', this.language);
    this.push((isMereThen ? '' : this.lead) + sentence);
    this.lead = '';
  }

  text(): string {
    this.flush();
    const isChinese = this.language === 'zh-CN';
    return this.sentences.map((each) => `${each}${isChinese ? '。' : '.'}`).join(isChinese ? '' : ' ');
  }

  private flush(): void {
    const [first] = this.run;
    if (first === undefined) return;
    const tie = this.lead === '' && this.sentences.length > 0 ? phrase('after', this.language) : this.lead;
    this.push(tie + tied(this.run, this.language));
    this.run = [];
    this.lead = '';
  }

  private push(sentence: string): void {
    const capital = sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
    this.sentences.push(this.language === 'en' ? capital : sentence);
  }
}
