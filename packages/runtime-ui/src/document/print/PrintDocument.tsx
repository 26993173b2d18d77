import { useEffect, useRef, useState } from 'react';
import { App, Button } from 'antd';
import { Printer } from 'lucide-react';
import { createPortal, flushSync } from 'react-dom';
import { api } from '../../data/api.js';
import { useShortcut } from '../../parts/use-shortcut.js';
import { useText } from '../../texts/index.js';
import { PrintSheet } from './PrintSheet.js';
import type { PrintCode, PrintedDocument } from './PrintSheet.js';
import './print.css';

/** Pictures that do not come are not waited for. */
const PICTURES_MS = 4000;

interface Printing {
  readonly code: PrintCode | null;
  /** The dialog of the browser is to be opened; it is open already where somebody chose to print there. */
  readonly opens: boolean;
}

async function codeOf({ definition, id }: PrintedDocument): Promise<PrintCode> {
  const part = encodeURIComponent;
  return (
    await api.client.post<PrintCode>(`/forms/${part(definition.key)}/records/${part(id)}/print-code`, {})
  ).data;
}

/** Until the pictures of the sheet can be drawn. */
async function picturesOf(sheet: HTMLElement): Promise<void> {
  const drawn = [...sheet.querySelectorAll('img')].map((picture) => picture.decode().catch(() => undefined));
  const late = new Promise((resolve) => setTimeout(resolve, PICTURES_MS));
  await Promise.race([Promise.all(drawn), late]);
}

/** Something lies over the document that is printed by itself. */
function isCovered(): boolean {
  return document.querySelector('.rt-progress') !== null;
}

/** Prints the document: a sheet of its own takes the place of the page, on paper only. */
export function PrintDocument({ printed }: { readonly printed: PrintedDocument }) {
  const text = useText();
  const { message } = App.useApp();
  const sheet = useRef<HTMLDivElement>(null);
  const [printing, setPrinting] = useState<Printing | null>(null);
  const [isAsking, setAsking] = useState(false);
  const print = () => {
    setAsking(true);
    codeOf(printed)
      .catch(() => {
        void message.warning(text('print.noCode'));
        return null;
      })
      .then((code) => setPrinting({ code, opens: true }))
      .finally(() => setAsking(false));
  };
  useShortcut('mod+p', print, { whileTyping: true });
  useEffect(() => {
    const before = () => {
      if (!isCovered()) flushSync(() => setPrinting((now) => now ?? { code: null, opens: false }));
    };
    const after = () => setPrinting(null);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  useEffect(() => {
    if (printing?.opens !== true || sheet.current === null) return;
    void picturesOf(sheet.current).then(() => window.print());
  }, [printing]);
  return (
    <>
      <Button
        type="text"
        icon={<Printer size={16} aria-hidden="true" />}
        loading={isAsking}
        aria-label={text('print.print')}
        title={text('print.print')}
        onClick={print}
      />
      {printing === null
        ? null
        : createPortal(
            <div ref={sheet} className="rt-print">
              <PrintSheet printed={printed} code={printing.code} />
            </div>,
            document.body,
          )}
    </>
  );
}
