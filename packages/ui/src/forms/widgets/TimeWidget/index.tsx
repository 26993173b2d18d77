import { timeText } from '@dougong/kernel/forms';
import { readTime, type CellValue } from '../../../lines/index.js';
import { TypedInput } from '../TypedInput.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

/** A time of day at rest. */
export function shownTime(value: CellValue): string {
  return value === null ? '' : timeText(String(value));
}

function TimeWidget(props: FieldWidgetProps) {
  return <TypedInput widget={props} read={readTime} show={shownTime} edit={shownTime} inputMode="text" />;
}

export const timeWidget: WidgetDefinition = {
  name: 'time',
  fits: (schema) => schema.format === 'local-time',
  Component: TimeWidget,
};
