/** Paper and ink of a signature are the same in light and dark pages, on screens and on paper. */
export const PAPER = 'rgb(255, 255, 255)';
export const INK = 'rgb(23, 32, 29)';

/** Hands that devices usually have, and the letters of the page, which are there everywhere. */
const HAND = '"Kaiti SC", KaiTi, STKaiti, "Segoe Script", "Bradley Hand", "Noto Sans SC", cursive';
/** Red of what is surely no paper. */
const INK_BELOW = 128;
const MARGIN_SHARE = 0.08;
const HEIGHT_SHARE = 0.5;

/** Writes a name when the letters for it are there: those of the page come from the server as they are needed. */
export async function writeName(canvas: HTMLCanvasElement, name: string): Promise<void> {
  await document.fonts.load(`${canvas.height}px ${HAND}`, name).catch(() => []);
  drawName(canvas, name);
}

/** Whether anything can be seen: a device without letters for a name would write nothing. */
export function hasInk(canvas: HTMLCanvasElement): boolean {
  const pen = canvas.getContext('2d');
  if (pen === null || canvas.width === 0 || canvas.height === 0) return false;
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((part, at) => at % 4 === 0 && part < INK_BELOW);
}

/** Writes a name over the whole pad, as large as it fits. */
function drawName(canvas: HTMLCanvasElement, name: string): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const { width, height } = canvas;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, width, height);
  if (name === '') return;
  const room = width * (1 - 2 * MARGIN_SHARE);
  const size = height * HEIGHT_SHARE;
  pen.font = `${size}px ${HAND}`;
  const fitting = Math.min(size, (size * room) / Math.max(1, pen.measureText(name).width));
  pen.font = `${fitting}px ${HAND}`;
  pen.fillStyle = INK;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(name, width / 2, height / 2);
}

/** The dots of a pad for its size on the page; fine enough to print, and within what the engine takes. */
export function fitCanvas(canvas: HTMLCanvasElement): number {
  const ratio = Math.max(1, Math.min(window.devicePixelRatio || 1, 2));
  const { offsetWidth, offsetHeight } = canvas;
  canvas.width = Math.round(offsetWidth * ratio);
  canvas.height = Math.round(offsetHeight * ratio);
  return ratio;
}
