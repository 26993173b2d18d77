import type { FormModel } from '../../forms/index.js';
import type { Definition, FlowDefinition, RegisterDefinition, SeedFile } from '../../metadata/index.js';

/** What seeds and scenarios of a template may speak of. */
export interface TemplateGround {
  readonly definitions: readonly Definition[];
  /** The forms that compiled. What names another is not judged, for that one has a fault of its own. */
  readonly models: ReadonlyMap<string, FormModel>;
  readonly seeds: readonly NamedSeed[];
}

/** A file of seeds by its name. */
export interface NamedSeed {
  readonly file: string;
  readonly content: SeedFile;
}

/** Keys of the definitions of a kind. */
export function keysOf({ definitions }: TemplateGround, kind: Definition['kind']): ReadonlySet<string> {
  return new Set(definitions.flatMap((each) => (each.kind === kind ? [each.key] : [])));
}

/** Registers by key. */
export function registersOf({ definitions }: TemplateGround): ReadonlyMap<string, RegisterDefinition> {
  return new Map(
    definitions
      .filter((each): each is RegisterDefinition => each.kind === 'register')
      .map((each) => [each.key, each]),
  );
}

/** Flows of a form. */
export function flowsOf({ definitions }: TemplateGround, form: string): readonly FlowDefinition[] {
  return definitions.filter((each): each is FlowDefinition => each.kind === 'flow' && each.form === form);
}

/** Logins of the people of all seeds. */
export function loginsOf({ seeds }: TemplateGround): ReadonlySet<string> {
  return new Set(seeds.flatMap(({ content }) => content.users ?? []).map(({ login }) => login));
}

/** Whether a form is there, compiled or not. */
export function hasForm({ definitions }: TemplateGround, form: string): boolean {
  return definitions.some(({ kind, key }) => kind === 'form' && key === form);
}
