import { useRef } from 'react';
import type { ClipboardEvent, DragEvent } from 'react';
import { Button, Progress } from 'antd';
import { Camera, Upload as UploadIcon, X } from 'lucide-react';
import { endingsOf } from '@dougong/kernel/foundation';
import { useUiText } from '../../../i18n/index.js';
import { useFormView } from '../../form-view-context.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';
import { FileItem, useFileUrls } from './FileItem.js';
import { filesOf, isFiles, limitsOf, sizeText } from './file-values.js';
import { useUploads } from './use-uploads.js';
import type { Upload } from './use-uploads.js';

export { FilesText, useFileUrls } from './FileItem.js';
export { useFaultText } from './use-uploads.js';
export { filesOf, isFiles, shownFiles } from './file-values.js';

const PERCENT = 100;

function UploadItem({ upload }: { readonly upload: Upload }) {
  const text = useUiText();
  const key = upload.fault === undefined ? 'forms.cancelUpload' : 'forms.removeFile';
  return (
    <li className={upload.fault === undefined ? 'dg-file' : 'dg-file is-faulty'}>
      <span className="dg-file-name">{upload.name}</span>
      {upload.fault === undefined ? (
        <Progress
          className="dg-file-progress"
          percent={Math.round(upload.share * PERCENT)}
          size="small"
          aria-label={text('forms.uploading', { name: upload.name })}
        />
      ) : (
        <span role="alert">{upload.fault}</span>
      )}
      <Button
        type="text"
        size="small"
        icon={<X size={14} aria-hidden="true" />}
        aria-label={text(key, { name: upload.name })}
        onClick={upload.cancel}
      />
    </li>
  );
}

interface ChooserProps {
  readonly accept: string;
  readonly label: string;
  readonly several: boolean;
  /** Opens the camera on devices that have one. */
  readonly camera?: boolean;
  readonly control: object;
  readonly disabled: boolean;
  onChoose(files: readonly File[]): void;
}

/** A button that opens the chooser of the device; the input behind it is for nobody's eyes or keys. */
function Chooser({ accept, label, several, camera, control, disabled, onChoose }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const Icon = camera === true ? Camera : UploadIcon;
  return (
    <>
      <Button
        {...control}
        disabled={disabled}
        icon={<Icon size={14} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-hidden="true"
        data-camera={camera}
        accept={accept}
        multiple={several}
        {...(camera === true ? { capture: 'environment' as const } : {})}
        onChange={({ target }) => {
          onChoose([...(target.files ?? [])]);
          // The same file may be chosen again after it was taken out.
          target.value = '';
        }}
      />
    </>
  );
}

function FilesWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { state } = useFormView();
  const { value, setValue, attributes } = useControl(props);
  const { uploads, previews, add, room } = useUploads(props.field, props.schema);
  const urlOf = useFileUrls();
  // What was sent just now is in no record yet: it has no address there.
  const isUnsaved = state.dirtyFields().includes(props.field);
  const { count, bytes, mediaTypes } = limitsOf(props.schema);
  const isPictures = props.schema['x-files'] === 'image';
  const remove = (id: string) => {
    const left = filesOf(state.value(props.field)).filter((file) => file.id !== id);
    setValue(left.length === 0 ? null : left);
  };
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer | null) => {
    const files = [...(data?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };
  const chooser = { disabled: room === 0, onChoose: add };
  return (
    <div
      className="dg-files-field"
      role="group"
      aria-label={props.title}
      onPaste={(event) => take(event, event.clipboardData)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer)}
    >
      <ul className="dg-files">
        {filesOf(value).map((file) => (
          <FileItem
            key={file.id}
            file={file}
            url={isUnsaved && previews.has(file.id) ? undefined : urlOf(file)}
            preview={previews.get(file.id)}
            onRemove={() => remove(file.id)}
          />
        ))}
        {uploads.map((upload) => (
          <UploadItem key={upload.id} upload={upload} />
        ))}
      </ul>
      <div className="dg-field-parts">
        <Chooser
          {...chooser}
          control={attributes}
          label={text(isPictures ? 'forms.choosePictures' : 'forms.chooseFiles')}
          accept={endingsOf(mediaTypes)}
          several={count > 1}
        />
        {isPictures ? (
          <span className="dg-files-camera">
            <Chooser
              {...chooser}
              control={{}}
              camera
              label={text('forms.takePicture')}
              accept="image/*"
              several={false}
            />
          </span>
        ) : null}
        <small className="dg-t3">{text('forms.filesHint', { count, size: sizeText(bytes) })}</small>
      </div>
    </div>
  );
}

export const filesWidget: WidgetDefinition = { name: 'files', fits: isFiles, Component: FilesWidget };
