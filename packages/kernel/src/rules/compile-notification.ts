import type { EvaluationInput } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { bytesOf, issue, LANGUAGES, ok, pointer, refused, warning } from '../foundation/index.js';
import type { Issue, Language, Localized, Result } from '../foundation/index.js';
import {
  CHANNEL_BYTES_MAX,
  CHIP_PATTERN,
  isPlatformChip,
  PLATFORM_CHIPS,
  TEXT_CHANNEL_TITLES,
  TEXT_CHANNELS,
} from '../metadata/index.js';
import type { NotificationDefinition, PlatformChip, TextChannel } from '../metadata/index.js';
import { compilePlaceholder, fill } from './compile-text.js';
import type { Placeholder } from './compile-text.js';
import { markOf } from './notification-marks.js';
import { fieldAt } from './path-titles.js';

/** A text that is told, and the fields whose values it repeats. */
export interface WordedText {
  readonly title: Localized;
  readonly body?: Localized;
  readonly tells?: readonly string[];
}

/** What somebody is told, with other words for single kinds of channels. */
export interface WordedNotice extends WordedText {
  readonly channels?: Readonly<Partial<Record<TextChannel, WordedText>>>;
}

/** What a message is about, besides the record. */
export interface NoticePlace {
  /** The form of the record at hand. */
  readonly model?: FormModel;
  readonly node?: Localized;
}

/** A template of messages, ready to be filled. */
export interface CompiledNotification {
  readonly key: string;
  readonly definition: NotificationDefinition;
  /** Fields that it reads, whichever channel it goes over. */
  readonly reads: readonly string[];
  /** What it names that only a flow knows which tells by itself. */
  readonly ofFlows: readonly PlatformChip[];
  readonly warnings: readonly Issue[];
  word(input: EvaluationInput, place: NoticePlace): WordedNotice;
}

type Piece = string | Placeholder | { readonly chip: PlatformChip };
type Line = Readonly<Record<Language, readonly Piece[]>>;

interface Words {
  readonly subject: Line;
  readonly body?: Line;
}

/** What only a flow knows: a rule stands in no step. */
const OF_FLOWS: ReadonlySet<PlatformChip> = new Set(['@node', '@due']);
/** What a chip is reckoned to take in a text, in bytes. */
const CHIP_BYTES = 12;

interface Ground {
  readonly form?: FormModel;
  readonly models: ReadonlyMap<string, FormModel>;
}

/**
 * Compiles a template whose form is there. A chip that stands for nothing is an issue; a text that its strictest channel will cut
 * is a warning.
 */
export function compileNotification(
  definition: NotificationDefinition,
  models: ReadonlyMap<string, FormModel>,
): Result<CompiledNotification, readonly Issue[]> {
  const form = definition.form === undefined ? undefined : models.get(definition.form);
  const ground: Ground = form === undefined ? { models } : { form, models };
  const issues: Issue[] = [];
  const everywhere = wordsOf(definition, '', ground, issues);
  const channels = channelWords(definition, everywhere, ground, issues);
  const { subject, body } = everywhere;
  if (issues.length > 0 || subject === undefined) return refused(issues);
  const words: Words = { subject, ...(body ? { body } : {}) };
  const all = [words, ...channels.map(([, own]) => own)].flatMap(piecesOf);
  return ok({
    key: definition.key,
    definition,
    reads: [...new Set(all.flatMap(readsOf))],
    ofFlows: [...OF_FLOWS].filter((chip) => all.some((piece) => chipOf(piece) === chip)),
    warnings: tooLong(definition),
    word: (input, place) => {
      const others = channels.map(([channel, own]) => [channel, worded(own, input, place)] as const);
      const notice = worded(words, input, place);
      return others.length === 0 ? notice : { ...notice, channels: Object.fromEntries(others) };
    },
  });
}

/** What a channel says otherwise; the rest of its words are as everywhere. */
function channelWords(
  definition: NotificationDefinition,
  everywhere: Partial<Words>,
  ground: Ground,
  issues: Issue[],
): readonly (readonly [TextChannel, Words])[] {
  return TEXT_CHANNELS.flatMap((channel) => {
    const own = definition.channels?.[channel];
    if (own === undefined) return [];
    const whole = { ...everywhere, ...wordsOf(own, pointer('/channels', channel), ground, issues) };
    return whole.subject === undefined ? [] : [[channel, { ...whole, subject: whole.subject }] as const];
  });
}

interface Texts {
  readonly subject?: Localized;
  readonly body?: Localized;
}

function wordsOf(texts: Texts, at: string, ground: Ground, issues: Issue[]): Partial<Words> {
  const line = (text: Localized | undefined, name: string): Line | undefined =>
    text && {
      'zh-CN': pieces(text['zh-CN'], `${at}/${name}/zh-CN`, ground, issues),
      en: pieces(text.en, `${at}/${name}/en`, ground, issues),
    };
  const [subject, body] = [line(texts.subject, 'subject'), line(texts.body, 'body')];
  return { ...(subject ? { subject } : {}), ...(body ? { body } : {}) };
}

function pieces(text: string, at: string, ground: Ground, issues: Issue[]): readonly Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CHIP_PATTERN)) {
    found.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const chip = match[1] ?? '';
    const piece = isPlatformChip(chip) ? { chip } : fieldOf(chip, ground);
    if ('code' in piece) issues.push({ ...piece, path: at });
    else found.push(piece);
  }
  return [...found, text.slice(end)];
}

const FIELD_PATH = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;

function fieldOf(chip: string, { form, models }: Ground): Placeholder | Issue {
  if (chip.startsWith('@'))
    return issue('notification_chip_unknown', '', { chip, known: Object.keys(PLATFORM_CHIPS) });
  if (form === undefined) return issue('notification_chip_formless', '', { chip });
  const compiled = FIELD_PATH.test(chip) ? compilePlaceholder(chip, { form, models }) : undefined;
  if (compiled?.ok) {
    const field = fieldAt(chip, form, models);
    return { formula: compiled.value.formula, ...(field === undefined ? {} : { field }) };
  }
  const suggestion = compiled?.error[0]?.params?.['suggestion'] ?? titled(chip, form);
  return issue('notification_chip_unknown', '', {
    chip,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** Somebody wrote the title of a field where its key belongs. */
function titled(chip: string, form: FormModel): string | undefined {
  const found = form.fields.find(({ title }) =>
    LANGUAGES.some((language) => title[language] === chip.trim()),
  );
  return found?.key;
}

function piecesOf({ subject, body }: Words): readonly Piece[] {
  return LANGUAGES.flatMap((language) => [...subject[language], ...(body?.[language] ?? [])]);
}

function readsOf(piece: Piece): readonly string[] {
  return typeof piece === 'string' || 'chip' in piece ? [] : piece.formula.dependencies;
}

function chipOf(piece: Piece): PlatformChip | undefined {
  return typeof piece === 'object' && 'chip' in piece ? piece.chip : undefined;
}

function worded(words: Words, input: EvaluationInput, place: NoticePlace): WordedText {
  const filled = (line: Line): Localized => ({
    'zh-CN': joined(line['zh-CN'], input, place, 'zh-CN'),
    en: joined(line.en, input, place, 'en'),
  });
  const all = piecesOf(words);
  const number = all.some((piece) => chipOf(piece) === '@number') ? numberPath(place.model) : undefined;
  const tells = [...new Set([...all.flatMap(readsOf), ...(number === undefined ? [] : [number])])];
  return {
    title: filled(words.subject),
    ...(words.body === undefined ? {} : { body: filled(words.body) }),
    ...(tells.length === 0 ? {} : { tells }),
  };
}

function joined(
  line: readonly Piece[],
  input: EvaluationInput,
  place: NoticePlace,
  language: Language,
): string {
  return line
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return 'chip' in piece
        ? platformText(piece.chip, input, place, language)
        : fieldText(piece, input, language);
    })
    .join('');
}

/** People and departments are kept by their ids, which nobody reads. */
function fieldText(piece: Placeholder, input: EvaluationInput, language: Language): string {
  const text = fill(piece, input, language);
  const isNamed = piece.field?.user !== undefined || piece.field?.department !== undefined;
  return isNamed && text !== '' ? markOf(`id:${text}`) : text;
}

function platformText(
  chip: PlatformChip,
  { record }: EvaluationInput,
  { model, node }: NoticePlace,
  language: Language,
): string {
  switch (chip) {
    case '@document':
      return model?.title[language] ?? '';
    case '@number': {
      const value = record[numberPath(model) ?? ''];
      return typeof value === 'string' ? value : '';
    }
    case '@node':
      return node?.[language] ?? '';
    case '@actor':
      return markOf('actor');
    case '@due':
      return markOf('due');
  }
}

/** A document is called by its number; a form that numbers nothing, by the field that stands for a record. */
function numberPath(model: FormModel | undefined): string | undefined {
  return model?.numberFields[0]?.key ?? model?.definition.ui.titleField;
}

/** What a channel is sure to cut: counted without what the chips bring. */
function tooLong({ subject, body, channels }: NotificationDefinition): readonly Issue[] {
  return (Object.keys(CHANNEL_BYTES_MAX) as (keyof typeof CHANNEL_BYTES_MAX)[]).flatMap((channel) => {
    const own = channels?.[channel];
    const max = CHANNEL_BYTES_MAX[channel];
    return LANGUAGES.flatMap((language) => {
      const texts = [(own?.subject ?? subject)[language], (own?.body ?? body)?.[language] ?? ''];
      const bytes = bytesAtLeast(texts.join('\n'));
      const at = own?.body ? pointer('/channels', channel, 'body', language) : `/body/${language}`;
      return bytes > max
        ? [warning('notification_too_long', at, { channel: TEXT_CHANNEL_TITLES[channel], bytes, max })]
        : [];
    });
  });
}

function bytesAtLeast(text: string): number {
  return bytesOf(text.replaceAll(CHIP_PATTERN, '')) + [...text.matchAll(CHIP_PATTERN)].length * CHIP_BYTES;
}
