import type { Issue, Localized } from '../foundation/index.js';
import type { DefinitionKind } from '../metadata/index.js';

/** A definition by what others call it. */
export interface DefinitionName {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly title?: Localized;
}

/** Issues that say that a definition is not there: the parameter with its name, and what kinds that may be. */
const NAMED_BY: Readonly<Record<string, readonly [param: string, ...kinds: DefinitionKind[]]>> = {
  unknown_form: ['form', 'form'],
  unknown_register: ['register', 'register'],
  unknown_posting: ['posting', 'posting'],
  unknown_flow: ['flow', 'flow'],
  unknown_role: ['role', 'role'],
  unknown_calendar: ['calendar', 'calendar'],
  unknown_notification: ['notification', 'notification'],
  formula_unknown_function: ['name', 'formula', 'decision-table'],
};

/** What cannot be found in a definition whose neighbour is lost. */
const UNFOUND: ReadonlySet<string> = new Set(['formula_unknown_variable', 'condition_unknown_variable']);

/** Definitions that could not be compiled. What only misses them has no fault of its own and is left unsaid. */
export class LostDefinitions {
  private readonly names = new Set<string>();

  constructor(lost: readonly DefinitionName[]) {
    for (const each of lost) this.add(each);
  }

  add({ kind, key, title }: DefinitionName): void {
    for (const name of [key, ...Object.values(title ?? {})]) this.names.add(`${kind}/${name}`);
  }

  /** Adds those among the definitions of a kind that did not come out of compiling. */
  addMissing(definitions: readonly DefinitionName[], compiled: ReadonlyMap<string, unknown>): void {
    for (const each of definitions) if (!compiled.has(each.key)) this.add(each);
  }

  has({ kind, key }: DefinitionName): boolean {
    return this.names.has(`${kind}/${key}`);
  }

  /** The issues of one definition that are its own. */
  ownOf<I extends Issue>(issues: readonly I[]): readonly I[] {
    if (this.names.size === 0) return issues;
    const own = issues.filter((each) => !this.isFollowing(each));
    return own.length === issues.length ? own : own.filter(({ code }) => !UNFOUND.has(code));
  }

  private isFollowing({ code, params }: Issue): boolean {
    const [param = '', ...kinds] = NAMED_BY[code] ?? [];
    const name = params?.[param];
    return typeof name === 'string' && kinds.some((kind) => this.names.has(`${kind}/${name}`));
  }
}
