import { useState } from 'react';
import { Button, Input } from 'antd';
import { LocateFixed } from 'lucide-react';
import type { CellValue } from '../../../lines/index.js';
import { useUiText } from '../../../i18n/index.js';
import { partsOf, withPart } from '../parts.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

const PARTS = ['latitude', 'longitude'] as const;
const TEXTS = { latitude: 'forms.latitude', longitude: 'forms.longitude' } as const;
/** Places that a position of a device is worth: a decimetre. */
const PLACES = 6;
const WAIT_MS = 10_000;

/** A place as people copy it into a map: latitude first. */
export function shownLocation(value: CellValue): string {
  const { latitude, longitude } = partsOf(value);
  return latitude === undefined || longitude === undefined ? '' : `${latitude}, ${longitude}`;
}

function degrees(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: PLACES, useGrouping: false }).format(value);
}

function LocationWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { value, setValue, attributes, status } = useControl(props);
  const [isAsking, setAsking] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const parts = partsOf(value);
  const locate = () => {
    setAsking(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        setRefused(false);
        setValue({
          longitude: degrees(coords.longitude),
          latitude: degrees(coords.latitude),
          accuracy: degrees(Math.round(coords.accuracy)),
        });
      },
      () => {
        setAsking(false);
        setRefused(true);
      },
      { timeout: WAIT_MS, enableHighAccuracy: true },
    );
  };
  return (
    <div className="dg-field-parts" role="group" aria-label={props.title}>
      {PARTS.map((part, at) => (
        <Input
          key={part}
          {...attributes}
          id={at === 0 ? props.id : `${props.id}-${part}`}
          status={status}
          inputMode="decimal"
          autoComplete="off"
          aria-label={`${props.title} ${text(TEXTS[part])}`}
          placeholder={text(TEXTS[part])}
          value={parts[part] ?? ''}
          onChange={(event) => setValue(withPart(value, part, event.target.value.trim()))}
        />
      ))}
      {'geolocation' in navigator ? (
        <Button icon={<LocateFixed size={14} aria-hidden="true" />} loading={isAsking} onClick={locate}>
          {text('forms.here')}
        </Button>
      ) : null}
      {isRefused ? (
        <span role="status" className="dg-t3">
          {text('forms.noPosition')}
        </span>
      ) : null}
    </div>
  );
}

export const locationWidget: WidgetDefinition = {
  name: 'location',
  fits: (schema) => schema['x-location'] === true,
  Component: LocationWidget,
};
