import { useRef, useState, type DragEvent } from 'react';
import { Button, Progress } from 'antd';
import { UploadCloud } from 'lucide-react';
import { useText } from '../texts/index.js';

const ACCEPTED = '.xlsx,.csv,.txt,.tsv';
const PERCENT = 100;

interface DropZoneProps {
  /** What belongs here; a file of records unless said otherwise. */
  readonly words?: string;
  readonly limits?: string;
  readonly isPending: boolean;
  /** How much of the file has gone, from 0 to 1. */
  readonly share: number;
  readonly name: string;
  bring(file: File): void;
}

/** Takes one file: dropped here, or chosen on the device. */
export function DropZone({ words, limits, bring, isPending, share, name }: DropZoneProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined && !isPending) bring(file);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <div
      className={`rt-imp-drop${isOver ? ' is-over' : ''}`}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      <UploadCloud size={32} strokeWidth={1.5} aria-hidden="true" />
      {isPending ? (
        <div className="rt-imp-upload" role="status">
          <b className="dg-clip">{text('imports.uploading', { name })}</b>
          <Progress percent={Math.round(share * PERCENT)} aria-label={text('imports.uploading', { name })} />
        </div>
      ) : (
        <>
          <b>{words ?? text('imports.drop')}</b>
          <Button type="primary" onClick={() => input.current?.click()}>
            {text('imports.choose')}
          </Button>
          <p className="dg-t2">{limits ?? text('imports.limits')}</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        tabIndex={-1}
        aria-label={text('imports.choose')}
        onChange={(event) => {
          take(event.target.files);
          // The same file, mended, may be chosen again.
          event.target.value = '';
        }}
      />
    </div>
  );
}
