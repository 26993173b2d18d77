import type { Localized } from '../foundation/index.js';
import type { Definition } from '../metadata/index.js';
import { RULE_ACTIONS } from '../rules/index.js';
import { joined, titled } from './naming.js';
import type { Naming } from './naming.js';
import { isLocalized, isTree } from './tree.js';
import type { Tree } from './tree.js';
import { same, valueWord } from './words/index.js';

/** Where an element stands: in which definition, and who knows the titles of what it refers to. */
export interface ElementPlace {
  readonly definition: Definition;
  readonly naming: Naming;
}

/** What people call an element: its own title, else the title of what it is about, else its id. */
export function elementTitle(element: unknown, id: string, place: ElementPlace): Localized {
  if (!isTree(element)) return same(id);
  return ownTitle(element) ?? borrowedTitle(element, place) ?? same(id);
}

function ownTitle({ title, 'x-title': fieldTitle, summary, name }: Tree): Localized | undefined {
  const found = [title, fieldTitle, summary].find(isLocalized);
  if (found) return found;
  return typeof name === 'string' ? same(name) : undefined;
}

/** An element without a title is called after what it says: a line by its ends, a grant by its form. */
function borrowedTitle(element: Tree, place: ElementPlace): Localized | undefined {
  const { from, to, form, role, type, register, day } = element;
  if (place.definition.kind === 'flow' && isText(from) && isText(to)) return lineTitle(from, to, place);
  if (isText(form)) return formTitle(form, place);
  if (isText(role)) return titled(place.naming.definition('role', role), role);
  if (isText(type) && 'id' in element) return actionTitle(type);
  if (isText(register)) return titled(place.naming.definition('register', register), register);
  return isText(day) ? same(day) : undefined;
}

function formTitle(form: string, { naming }: ElementPlace): Localized {
  return valueWord('form', form) ?? titled(naming.definition('form', form), form);
}

function lineTitle(from: string, to: string, { definition, naming }: ElementPlace): Localized {
  const ends = [from, to].map((id) => titled(naming.node(definition.key, id), id));
  return joined(ends, ' → ');
}

function actionTitle(type: string): Localized | undefined {
  return RULE_ACTIONS.find((part) => part.kind === type)?.title;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
