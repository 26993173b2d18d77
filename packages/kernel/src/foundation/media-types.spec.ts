import { endingsOf, mediaTypeOf } from './media-types.js';

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => Uint8Array.from(value, (sign) => sign.charCodeAt(0));
const PNG = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0);

test.each([
  ['a.PNG', PNG, 'image/png'],
  ['a.jpeg', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
  ['a.webp', text('RIFF....WEBP'), 'image/webp'],
  ['a.pdf', text('%PDF-1.7'), 'application/pdf'],
  [
    'a.docx',
    text('PK\u0003\u0004'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['a.csv', text('a,b\n1,2'), 'text/csv'],
  ['blob', PNG, 'image/png'],
])('%s is told by its name and its first bytes', (name, head, expected) => {
  expect(mediaTypeOf(name, head)).toBe(expected);
});

test.each([
  ['a picture that is a page', 'a.png', text('<!doctype html><script>alert(1)</script>')],
  ['a drawing that may hold a program', 'a.svg', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a page that calls itself text', 'a.txt', text(' \n<HTML><body>')],
  ['a text with a zero byte', 'a.txt', bytes(0x61, 0, 0x62)],
  ['a program', 'a.exe', text('MZ')],
  ['a picture that calls itself a paper', 'a.pdf', PNG],
  ['a paper without an ending', 'paper', text('%PDF-1.7')],
  ['nothing', 'a.png', bytes()],
])('%s is not taken', (_, name, head) => {
  expect(mediaTypeOf(name, head)).toBeUndefined();
});

test('choosers of files are told the endings', () => {
  expect(endingsOf(['image/jpeg', 'text/csv'])).toBe('.jpg,.jpeg,.csv');
});
