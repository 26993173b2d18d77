import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FormValues } from '@dougong/ui/forms';

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** The fields that decide what a new record is filled with; empty for a form that fills nothing. */
export function fillNeeds(definition: FormDefinition): readonly string[] {
  return [...new Set((definition.fills ?? []).flatMap((fill) => fill.needs))];
}

/** The fields of which one decides what a new record is filled with, where the form does not ask for all of them. */
export function fillChoice(definition: FormDefinition): readonly string[] {
  const required = definition.schema.required ?? [];
  const needs = fillNeeds(definition);
  return needs.every((field) => required.includes(field)) ? [] : needs;
}

/** Whether a new record of these values can be made now, so that its lines are filled. */
export function isReadyToFill(definition: FormDefinition, values: FormValues): boolean {
  return (definition.fills ?? []).some(({ needs }) => needs.every((field) => !isBlank(values[field])));
}

/** The tables that fills write. */
export function filledTables(definition: FormDefinition): readonly string[] {
  return [...new Set((definition.fills ?? []).map((fill) => fill.into))];
}
