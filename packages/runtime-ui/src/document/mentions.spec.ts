import { mentionedIn } from './mentions.js';

const PEOPLE = [
  { id: '1', name: '李娟' },
  { id: '2', name: '李娟娟' },
  { id: '3', name: '周建国' },
];

describe('a comment tells', () => {
  it('those whom it names after an @', () => {
    expect(mentionedIn('@周建国 请看，@李娟 也看', PEOPLE)).toEqual(['1', '3']);
  });

  it('nobody whose name only stands in the text, or was taken out of it again', () => {
    expect(mentionedIn('周建国说过，a@b.c', PEOPLE)).toEqual([]);
  });

  it('the person with the longer name, and not the one whose name it begins with', () => {
    expect(mentionedIn('@李娟娟 好', PEOPLE)).toEqual(['2']);
  });
});
