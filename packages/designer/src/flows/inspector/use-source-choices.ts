import { conditionFields, personFields } from '../../surroundings/surroundings.js';
import { useDesigner, useView } from '../designer-context.js';
import { leaderText } from '../config-text.js';
import { asksPeople } from '../node-parts.js';
import { readingOrder } from '../flow-graph.js';
import { userOptions } from './ReferenceSetting.js';
import type { SourceKind } from './source-rows.js';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const LEVELS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

/** What there is to choose from for a kind of source. */
export function useSourceChoices(kind: SourceKind): Choice[] {
  const designer = useDesigner();
  const { document, selection } = useView();
  const { surroundings, names, neighbours } = designer;
  switch (kind) {
    case 'role':
      return surroundings.roles.map((role) => ({ value: role.key, label: names.title(role.title) }));
    case 'post':
      return neighbours.posts.map((post) => ({ value: post.key, label: names.title(post.title) }));
    case 'leader':
      return LEVELS.map((level) => ({ value: level, label: leaderText('leader', level, names) }));
    case 'leaders':
      return ['top', ...LEVELS].map((level) => ({
        value: level,
        label: leaderText('leaders', level, names),
      }));
    case 'field':
      return personFields(surroundings).map((field) => ({ value: field.path, label: names.option(field) }));
    case 'leaderOf':
      return conditionFields(surroundings)
        .filter((field) => field.schema.type === 'string')
        .map((field) => ({ value: field.path, label: names.option(field) }));
    case 'chosenAt':
      return readingOrder(document)
        .filter((node) => node.id !== selection?.id && asksPeople(surroundings.catalog.partOf(node)))
        .map((node) => ({ value: node.id, label: names.title(node.title) }));
    case 'users':
      return [...userOptions(designer)];
    default:
      return [];
  }
}
