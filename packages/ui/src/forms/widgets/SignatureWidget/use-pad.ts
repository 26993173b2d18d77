import { useEffect, useRef, useState, type RefObject } from 'react';
import SignaturePad from 'signature_pad';
import { fitCanvas, hasInk, INK, PAPER, writeName } from './draw-name.js';

/** How somebody signs: with the hand, or by a typed name where no hand can draw. */
export type SigningWay = 'draw' | 'type';

export interface Pad {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly isEmpty: boolean;
  clear(): void;
  /** Takes the last stroke back. */
  undo(): void;
  /** Writes a name over the pad. */
  write(name: string): void;
}

/** A pad that mouse, finger and stylus draw on. It is made anew for each way, so that neither shows through the other. */
export function usePad(way: SigningWay): Pad {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const wanted = useRef('');
  const [isEmpty, setEmpty] = useState(true);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const ratio = fitCanvas(element);
    element.getContext('2d')?.scale(ratio, ratio);
    const drawn = new SignaturePad(element, { backgroundColor: PAPER, penColor: INK, minWidth: 0.8 });
    pad.current = drawn;
    const noteStroke = () => setEmpty(drawn.isEmpty());
    drawn.addEventListener('endStroke', noteStroke);
    if (way === 'type') drawn.off();
    setEmpty(true);
    return () => {
      drawn.removeEventListener('endStroke', noteStroke);
      drawn.off();
      pad.current = null;
    };
  }, [way]);
  const show = (strokes: ReturnType<SignaturePad['toData']>) => {
    pad.current?.clear();
    if (strokes.length > 0) pad.current?.fromData(strokes);
    setEmpty(strokes.length === 0);
  };
  return {
    canvas,
    isEmpty,
    clear: () => show([]),
    undo: () => show(pad.current?.toData().slice(0, -1) ?? []),
    write: (name) => {
      wanted.current = name.trim();
      const element = canvas.current;
      if (element === null) return;
      void writeName(element, name.trim()).then(() => {
        // The letters of a longer name may come before those of a shorter one.
        if (wanted.current === name.trim()) setEmpty(!hasInk(element));
        else void writeName(element, wanted.current);
      });
    },
  };
}
