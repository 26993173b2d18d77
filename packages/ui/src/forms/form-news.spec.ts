import { newMessages, newsOf } from './form-news.js';

describe('what is told of a form that changes', () => {
  test('a field that comes and is asked for is told as both', () => {
    const news = newsOf(
      { hidden: ['reason', 'note'], asked: [] },
      { hidden: ['note'], asked: ['reason', 'day'] },
    );
    expect(news).toEqual([
      { kind: 'shown', fields: ['reason'] },
      { kind: 'asked', fields: ['reason', 'day'] },
    ]);
  });

  test('a field that goes is not told as free besides', () => {
    const news = newsOf({ hidden: [], asked: ['reason', 'day'] }, { hidden: ['reason'], asked: [] });
    expect(news).toEqual([
      { kind: 'free', fields: ['day'] },
      { kind: 'gone', fields: ['reason'] },
    ]);
  });

  test('nothing is told where nothing changed', () => {
    expect(newsOf({ hidden: ['a'], asked: ['b'] }, { hidden: ['a'], asked: ['b'] })).toEqual([]);
  });

  test('a message that stands already is not told again', () => {
    const message = (text: string) => ({ code: 'rule_warning', path: '/day', params: { message: text } });
    expect(newMessages([message('late')], [message('late'), message('dear')])).toEqual([message('dear')]);
    expect(newMessages([message('late')], [])).toEqual([]);
  });
});
