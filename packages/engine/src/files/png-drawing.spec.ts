import { isPngDrawing } from './png-drawing.js';

const LIMITS = { widthMax: 20, heightMax: 10 };
// One dot.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const HEADER_AT = 16;

function changed(at: number, byte: number): Buffer {
  const bytes = Buffer.from(PNG);
  bytes[at] = byte;
  return bytes;
}

test('a whole picture within the limits is a drawing', () => {
  expect(isPngDrawing(PNG, LIMITS)).toBe(true);
});

test.each<[string, Buffer]>([
  ['the first bytes of a picture alone', PNG.subarray(0, 8)],
  ['a picture that is cut off', PNG.subarray(0, -6)],
  ['a picture with a page behind it', Buffer.concat([PNG, Buffer.from('<html><script>1</script></html>')])],
  ['a picture whose dots were changed', changed(45, 0)],
  ['a picture that says another size than it has', changed(HEADER_AT + 3, 9)],
  ['nothing', Buffer.alloc(0)],
])('%s is none', (_, bytes) => {
  expect(isPngDrawing(bytes, LIMITS)).toBe(false);
});

test('a picture of more dots than allowed is none', () => {
  expect(isPngDrawing(PNG, { widthMax: 0, heightMax: 10 })).toBe(false);
});
