import { useState } from 'react';
import { Button } from 'antd';
import { File as FileIcon, X } from 'lucide-react';
import { useUiText } from '../../../i18n/index.js';
import type { CellValue, FileValue } from '../../../lines/index.js';
import { useFormView } from '../../form-view-context.js';
import { useFormField } from '../../use-form.js';
import { filesOf, isImage, sizeText } from './file-values.js';

interface FileItemProps {
  readonly file: FileValue;
  /** Address of its content; nothing while no record has it. */
  readonly url: string | undefined;
  /** Shown in the place of the content while no record has it. */
  readonly preview?: string | undefined;
  readonly onRemove?: () => void;
}

function Thumbnail({ file, url, preview }: FileItemProps) {
  const [isBroken, setBroken] = useState(false);
  const source = isImage(file) ? (preview ?? url) : undefined;
  if (source === undefined || isBroken) return <FileIcon size={16} aria-hidden="true" />;
  return <img className="dg-file-image" src={source} alt="" loading="lazy" onError={() => setBroken(true)} />;
}

/** One file: what it looks like, its name that leads to it, its size, and the way out. */
export function FileItem(props: FileItemProps) {
  const { file, url, onRemove } = props;
  const text = useUiText();
  return (
    <li className="dg-file">
      <Thumbnail {...props} />
      {url === undefined ? (
        <span className="dg-file-name">{file.name}</span>
      ) : (
        <a className="dg-file-name" href={url} target="_blank" rel="noreferrer">
          {file.name}
        </a>
      )}
      <small className="dg-t3">{sizeText(file.bytes)}</small>
      {onRemove === undefined ? null : (
        <Button
          type="text"
          size="small"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={text('forms.removeFile', { name: file.name })}
          onClick={onRemove}
        />
      )}
    </li>
  );
}

/** Addresses of the files that the record at hand has. */
export function useFileUrls(): (file: FileValue) => string | undefined {
  const { definition, state, files } = useFormView();
  const { value: record } = useFormField(state, 'id');
  return ({ id }) => (typeof record === 'string' ? files.url(definition.key, record, id) : undefined);
}

/** Files for reading. */
export function FilesText({ value }: { readonly value: CellValue }) {
  const urlOf = useFileUrls();
  return (
    <ul className="dg-files">
      {filesOf(value).map((file) => (
        <FileItem key={file.id} file={file} url={urlOf(file)} />
      ))}
    </ul>
  );
}
