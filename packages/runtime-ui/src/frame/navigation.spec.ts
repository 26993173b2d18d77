import type { AppAnswer, Title } from '@dougong/ui/api';
import { safeNext, paths } from '../paths.js';
import { navigationOf } from './navigation.js';

const name = (text: string) => ({ 'zh-CN': text, en: text });
const can = (read: boolean) => ({
  read,
  create: false,
  update: false,
  delete: false,
  import: false,
  export: false,
  actions: [],
});

const app: AppAnswer = {
  application: { key: 'a', title: name('A'), version: '1.0.0' },
  release: { number: 1 },
  taskCount: 3,
  menu: [
    {
      id: 'work',
      title: name('Work'),
      entries: [
        { id: 'claim', form: 'claim', icon: 'file' },
        { id: 'secret', form: 'secret' },
        { id: 'gone', register: 'gone' },
        { id: 'vouchers', page: 'vouchers' },
      ],
    },
    { id: 'hidden', title: name('Hidden'), entries: [{ id: 'secret2', form: 'secret' }] },
  ],
  forms: [
    { key: 'claim', title: name('Claim'), usage: 'document', can: can(true) },
    { key: 'secret', title: name('Secret'), usage: 'document', can: can(false) },
  ],
  registers: [],
  flows: [],
};

const parts = {
  app,
  text: (key: string) => key,
  title: (title: Title | undefined) => (typeof title === 'object' ? title.en : (title ?? '')),
};

describe('the navigation', () => {
  it('leaves out what the user may not see, and sections that are empty then', () => {
    const sections = navigationOf(parts);
    expect(sections.map(({ id, entries }) => [id, entries.map((entry) => entry.id)])).toEqual([
      ['first', ['home', 'inbox']],
      ['work', ['claim', 'vouchers']],
    ]);
  });

  it('counts the tasks that wait', () => {
    expect(navigationOf(parts)[0]?.entries[1]?.count).toBe(3);
  });

  it('ends with flows and people, as far as somebody has to do with them', () => {
    const flow = (administer: boolean) => ({
      key: 'review',
      title: name('Review'),
      form: 'claim',
      can: { read: true, administer },
    });
    const last = (flows: AppAnswer['flows'], administers = false) =>
      navigationOf({ ...parts, app: { ...app, flows }, administers })
        .at(-1)
        ?.entries.map(({ id }) => id);
    expect(last([])).toEqual(['claim', 'vouchers']);
    expect(last([flow(false)])).toEqual(['figures', 'deputies', 'calendars']);
    expect(last([flow(true)])).toEqual(['flow-instances', 'figures', 'deputies', 'calendars']);
    expect(last([flow(true)], true)).toContain('organisation');
  });

  it('leads to the books as far as somebody has to do with them', () => {
    const offered = (standing: boolean, amounts: boolean) =>
      navigationOf({ ...parts, books: { standing, amounts } })
        .at(-1)
        ?.entries.map(({ id }) => id);
    expect(offered(true, true)).toEqual(['trial-balance', 'periods']);
    expect(offered(true, false)).toEqual(['periods']);
    expect(offered(false, false)).toEqual(['claim', 'vouchers']);
  });

  it('stands before the application is known', () => {
    expect(navigationOf({ ...parts, app: undefined })).toHaveLength(1);
  });
});

describe('going on after signing in', () => {
  it('leads back to the place, with its filters', () => {
    const to = paths.signIn('/forms/claim?q=a&status.in=x');
    expect(safeNext(new URL(to, 'http://localhost').searchParams.get('next'))).toBe(
      '/forms/claim?q=a&status.in=x',
    );
  });

  it('never leads to another site', () => {
    expect(safeNext('//evil.example')).toBe('/');
    expect(safeNext('https://evil.example')).toBe('/');
    expect(safeNext(null)).toBe('/');
  });
});
