import { isJsonRecord } from '../../foundation/index.js';
import { definitionName } from '../../metadata/index.js';
import type { Definition } from '../../metadata/index.js';

/** Words of which keys are made, wherever they stand: in formulas, conditions, paths. */
const WORDS = /[A-Za-z0-9_]+/g;

/**
 * What a change of one definition may be felt through. A definition stands on all that it names; a rule, a flow, a posting stands
 * beside the form whose records bring it about. Names are looked for as words anywhere in a definition, so a word too many makes a
 * thread too many, and none is missed. Roles are the end of a thread: what they grant is no use of it.
 */
export class DefinitionWeb {
  private readonly threads = new Map<string, Set<string>>();

  /** @param definitions those in force and those to come; both versions of one that changes may stand among them. */
  constructor(definitions: readonly Definition[]) {
    const keys = namesByKey(definitions);
    const titles = formulaTitles(definitions);
    for (const each of definitions) {
      const name = definitionName(each);
      for (const brought of broughtAboutBy(each)) this.join(brought, name);
      if (each.kind === 'role' || each.kind === 'menu') continue;
      for (const named of namesIn(each, keys, titles)) if (named !== name) this.join(name, named);
    }
  }

  /** Everything that the threads from some definitions lead to, themselves among it. */
  reach(from: Iterable<string>): ReadonlySet<string> {
    const reached = new Set(from);
    for (const name of reached) for (const next of this.threads.get(name) ?? []) reached.add(next);
    return reached;
  }

  private join(from: string, to: string): void {
    const threads = this.threads.get(from) ?? new Set();
    this.threads.set(from, threads.add(to));
  }
}

/** The names of definitions by their keys; one key may belong to several kinds. */
export function namesByKey(definitions: readonly Definition[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const each of definitions) {
    if (each.kind === 'menu') continue;
    names.set(each.key, [...(names.get(each.key) ?? []), definitionName(each)]);
  }
  return names;
}

/** The definitions that some data name by a word. */
export function namedIn(data: unknown, keys: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const words = new Set(readByPrograms(data).match(WORDS));
  return [...words].flatMap((word) => keys.get(word) ?? []);
}

/** What is written for people in both languages names nothing. */
function readByPrograms(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => (isForPeople(value) ? null : value));
}

function isForPeople(value: unknown): boolean {
  return isJsonRecord(value) && typeof value['zh-CN'] === 'string' && typeof value['en'] === 'string';
}

/** A formula may be called by its title. */
function formulaTitles(definitions: readonly Definition[]): ReadonlyMap<string, string> {
  return new Map(
    definitions.flatMap((each) =>
      each.kind === 'formula' ? Object.values(each.title).map((title) => [title, definitionName(each)]) : [],
    ),
  );
}

function namesIn(
  definition: Definition,
  keys: ReadonlyMap<string, readonly string[]>,
  titles: ReadonlyMap<string, string>,
): readonly string[] {
  const text = readByPrograms(definition);
  const called = [...titles].flatMap(([title, name]) => (text.includes(title) ? [name] : []));
  return [...namedIn(definition, keys), ...called];
}

/** What brings a definition about without naming it: the records of its form, the balance that it watches. */
function broughtAboutBy(definition: Definition): readonly string[] {
  const { form } = definition as { readonly form?: unknown };
  const watched = definition.kind === 'rule' ? definition.trigger.threshold?.register : undefined;
  return [
    ...(typeof form === 'string' ? [`form/${form}`] : []),
    ...(watched === undefined ? [] : [`register/${watched}`]),
  ];
}
