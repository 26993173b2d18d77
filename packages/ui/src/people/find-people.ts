import { pinyinInitials } from '../i18n/index.js';

/** Somebody to choose, in the words of the page. */
export interface PersonOption {
  readonly id: string;
  readonly name: string;
  readonly login?: string;
  readonly post?: string;
  readonly department?: string;
}

/** Where somebody works and as what; the name of a post may say both. */
export function placeOf({ department = '', post = '' }: PersonOption): string {
  if (department === '' || post.startsWith(department)) return post;
  return post === '' ? department : `${department} · ${post}`;
}

/** How well somebody fits what was typed, the lower the better; nothing when not at all. */
function fit(person: PersonOption, wanted: string): number | undefined {
  const { name, login = '', post = '', department = '' } = person;
  const ranks = [
    name.startsWith(wanted),
    pinyinInitials(name).startsWith(wanted) || login.startsWith(wanted),
    name.toLowerCase().includes(wanted) || login.includes(wanted),
    post.toLowerCase().includes(wanted) || department.toLowerCase().includes(wanted),
    pinyinInitials(post).includes(wanted) || pinyinInitials(department).includes(wanted),
  ];
  const rank = ranks.indexOf(true);
  return rank < 0 ? undefined : rank;
}

/** The people who are found by a part of their name, login, post or department, or by pinyin initials; best first. */
export function findPeople(people: readonly PersonOption[], typed: string): readonly PersonOption[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return people;
  return people
    .flatMap((person) => {
      const rank = fit(person, wanted);
      return rank === undefined ? [] : [{ person, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ person }) => person);
}
