import type { Localized } from '../../foundation/index.js';
import type {
  Definition,
  DefinitionKind,
  FlowDefinition,
  FormDefinition,
  PostingDefinition,
  RuleAction,
  RuleDefinition,
} from '../../metadata/index.js';
import { isKept, undoneBy } from './final-postings.js';

/** As much of a release as its completeness is asked of. */
export interface ProcessParts {
  readonly definitions: readonly Definition[];
  readonly registers: ReadonlyMap<string, { readonly keepsBalance: boolean; readonly title: Localized }>;
}

/** Where a posting is asked for, and the states in which its document is afterwards. */
export interface PostingOccasion {
  readonly posting: string;
  readonly form: string;
  readonly definition: { readonly kind: DefinitionKind; readonly key: string };
  readonly path: string;
  readonly states: readonly string[];
}

type Of<K extends DefinitionKind> = Extract<Definition, { kind: K }>;

/** The processes of an application as its definitions draw them. */
export class Process {
  readonly forms: readonly FormDefinition[];
  readonly flows: readonly FlowDefinition[];
  readonly rules: readonly RuleDefinition[];
  readonly postings: ReadonlyMap<string, PostingDefinition>;
  readonly registers: ProcessParts['registers'];
  readonly occasions: readonly PostingOccasion[];

  constructor(readonly parts: ProcessParts) {
    this.forms = this.of('form');
    this.flows = this.of('flow');
    this.rules = this.of('rule').filter(({ enabled }) => enabled);
    this.postings = new Map(this.of('posting').map((posting) => [posting.key, posting]));
    this.registers = parts.registers;
    this.occasions = [
      ...this.rules.flatMap((rule) => this.ofRule(rule)),
      ...this.flows.flatMap((flow) => this.ofFlow(flow)),
    ];
  }

  form(key: string): FormDefinition | undefined {
    return this.forms.find((form) => form.key === key);
  }

  /** Whether a definition of the kind and key is there. */
  has(kind: DefinitionKind, key: string): boolean {
    return this.parts.definitions.some((each) => each.kind === kind && each.key === key);
  }

  /** Postings that change what a register keeps, and are no way back themselves. */
  forwardPostings(form: string): readonly PostingDefinition[] {
    return [...this.postings.values()].filter((posting) => posting.form === form && this.isForward(posting));
  }

  isForward(posting: PostingDefinition): boolean {
    if (posting.reverses || posting.recosts) return false;
    return posting.movements.some((rule) => isKept(rule, this.registers));
  }

  /** Postings that undo one, or take something of it back. */
  waysBack(posting: string): readonly PostingDefinition[] {
    return [...this.postings.values()].filter((each) => undoneBy(each).includes(posting));
  }

  isAsked(posting: string): boolean {
    return this.occasions.some((occasion) => occasion.posting === posting);
  }

  private of<K extends DefinitionKind>(kind: K): readonly Of<K>[] {
    return this.parts.definitions.filter((each): each is Of<K> => each.kind === kind);
  }

  private ofRule({ key, form, trigger, actions, else: others = [] }: RuleDefinition): PostingOccasion[] {
    const definition = { kind: 'rule' as const, key };
    const led = (trigger.actions ?? []).flatMap((action) => this.statesAfter(form, action));
    const states = [...(trigger.states ?? []), ...led];
    const asked = (list: readonly RuleAction[], base: string) =>
      list.flatMap((action, at) => {
        const posting = postingOf(action);
        return posting === undefined
          ? []
          : [{ posting, form, definition, path: `${base}/${at}`, states: [...new Set(states)] }];
      });
    return [...asked(actions, '/actions'), ...asked(others, '/else')];
  }

  private ofFlow({ key, form, nodes, states }: FlowDefinition): PostingOccasion[] {
    const definition = { kind: 'flow' as const, key };
    return nodes.flatMap((node, at) => {
      const actions = actionsIn(node.config);
      const moved = actions.flatMap(transitionOf);
      const after = moved.length > 0 ? moved : [states.running ?? []].flat();
      return actions.flatMap((action, index) => {
        const posting = postingOf(action);
        const path = `/nodes/${at}/config/actions/${index}`;
        const ends = [states.approved ?? []].flat();
        return posting === undefined
          ? []
          : [{ posting, form, definition, path, states: [...new Set([...ends, ...after])] }];
      });
    });
  }

  /** Where an action of the lifecycle leads, or the flow that it starts. */
  private statesAfter(form: string, action: string): readonly string[] {
    const to = this.form(form)?.lifecycle?.actions?.find(({ id }) => id === action)?.to;
    const flow = this.flows.find((each) => each.form === form && each.startAction === action);
    return [to, flow?.states.running].filter((state) => state !== undefined);
  }
}

/** The actions that a node of a flow carries. */
export function actionsIn(config: Readonly<Record<string, unknown>>): readonly RuleAction[] {
  return Array.isArray(config['actions']) ? (config['actions'] as RuleAction[]) : [];
}

function postingOf(action: RuleAction): string | undefined {
  const { posting } = action as { readonly posting?: unknown };
  return action.type === 'post' && typeof posting === 'string' ? posting : undefined;
}

/** The state that an action puts its document into. */
export function transitionOf(action: RuleAction): readonly string[] {
  const { to } = action as { readonly to?: unknown };
  return action.type === 'transition' && typeof to === 'string' ? [to] : [];
}
