import type { UserEntry } from '@dougong/ui/api';
import type { PersonOption } from '@dougong/ui/people';
import type { Names } from '../../surroundings/names.js';
import type { Neighbours } from '../neighbours.js';

/** People with everything that they are found by: name, login, post, department. */
export function personOptions(
  users: readonly UserEntry[],
  { setup }: Pick<Neighbours, 'setup'>,
  names: Names,
): readonly PersonOption[] {
  const departments = new Map(setup.departments?.map(({ key, title }) => [key, names.title(title)]));
  return users.map(({ id, name, login, post, department }) => {
    const place = departments.get(department ?? '');
    return {
      id,
      name,
      login,
      ...(post === null ? {} : { post: names.title(post) }),
      ...(place === undefined ? {} : { department: place }),
    };
  });
}
