/** Paper and ink of a signature are the same in light and dark pages, on screens and on paper. */
export const PAPER = 'rgb(255, 255, 255)';
export const INK = 'rgb(23, 32, 29)';

/** Hands that devices usually have; the last word lets the device choose. */
const HAND = '"Kaiti SC", KaiTi, STKaiti, "Segoe Script", "Bradley Hand", cursive';
const MARGIN_SHARE = 0.08;
const HEIGHT_SHARE = 0.5;

/** Writes a name over the whole pad, as large as it fits. */
export function drawName(canvas: HTMLCanvasElement, name: string): void {
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
