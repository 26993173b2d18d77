import type { Choices, RecordAction } from '@dougong/ui/api';
import { needsComment } from '../offered-actions.js';

/** What an action on a flow asks for before it is sent, and what is sent then. */

export type SignWhere = 'before' | 'after' | 'with';
export type AfterReturn = 'redo' | 'back';

export interface Asks {
  readonly people?: 'one' | 'many';
  readonly where?: true;
  /** Which of the offered nodes is meant. */
  readonly node?: true;
  readonly after?: true;
  readonly comment?: 'optional' | 'required';
}

/** What was filled in so far. */
export interface Wish {
  readonly people: readonly string[];
  readonly where: SignWhere;
  readonly node: string;
  readonly after: AfterReturn;
  readonly comment: string;
  readonly chosen: Choices;
}

/** What goes with an answer or an action of the document. */
export type Answer = Partial<Pick<Wish, 'comment' | 'chosen'>>;

/** Something that is still to fill in; a node whose people are not picked yet is `chosen:` and its id. */
export type Lack = 'people' | 'node' | 'comment' | `chosen:${string}`;

const ASKS: Readonly<Record<string, Asks>> = {
  transfer: { people: 'one', comment: 'optional' },
  delegate: { people: 'one', comment: 'optional' },
  'add-sign': { where: true, people: 'many', comment: 'optional' },
  'remove-sign': { people: 'one' },
  return: { node: true, after: true, comment: 'required' },
  recall: { comment: 'optional' },
  revoke: { comment: 'optional' },
  'take-back': { node: true },
  urge: {},
};

/** What the action asks for; an answer asks for an opinion, an action of the record for nothing. */
export function asksOf(action: RecordAction): Asks {
  if (action.kind === 'lifecycle') return {};
  return ASKS[action.id] ?? { comment: needsComment(action) ? 'required' : 'optional' };
}

/** What stands in the dialog when it opens: where there is only one possibility, it is taken. */
export function openingWish({ nodes = [], people = [], after = 'redo' }: RecordAction, comment = ''): Wish {
  return {
    people: people.length === 1 ? people : [],
    where: 'with',
    node: nodes.length === 1 ? (nodes[0]?.id ?? '') : '',
    after,
    comment,
    chosen: {},
  };
}

/** What is still to fill in, in the order of the dialog. */
export function lacking(action: RecordAction, wish: Wish): readonly Lack[] {
  const asks = asksOf(action);
  const choices = (action.choices ?? []).filter(({ node }) => (wish.chosen[node]?.length ?? 0) === 0);
  return [
    ...(asks.node === true && wish.node === '' ? (['node'] as const) : []),
    ...(asks.people !== undefined && wish.people.length === 0 ? (['people'] as const) : []),
    ...choices.map(({ node }) => `chosen:${node}` as const),
    ...(asks.comment === 'required' && wish.comment.trim() === '' ? (['comment'] as const) : []),
  ];
}

/** The body of the request, for actions that are no answers. */
export function bodyOf(action: RecordAction, wish: Wish): Readonly<Record<string, unknown>> {
  const asks = asksOf(action);
  const [person] = wish.people;
  const comment = wish.comment.trim();
  const people: Readonly<Record<string, object>> = {
    transfer: { to: person },
    delegate: { to: person },
    'add-sign': { users: wish.people, where: wish.where },
    'remove-sign': { user: person },
    return: { to: wish.node, after: wish.after },
    'take-back': { node: wish.node },
  };
  return {
    ...people[action.id],
    ...(action.instance === undefined ? {} : { instance: action.instance }),
    ...(asks.comment === undefined || comment === '' ? {} : { comment }),
  };
}
