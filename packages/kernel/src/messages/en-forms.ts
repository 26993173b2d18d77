import type { Sentences } from './catalogue.js';

/** What is said about kinds of fields and about keys of forms. */
export const enForms: Sentences = {
  decimal_not_text:
    'Numbers of quantities and money are sent as text, so that no digit is lost: write "{value}" in quotes.',
  files_invalid: 'These are no files. Upload them first and send the ids that the upload answers.',
  too_many_files: 'At most {max} files fit here. Take some out.',
  file_unknown:
    'This file cannot be put here: you did not upload it for this field, or it is in use already. Upload it again.',
  address_invalid:
    'This is not an address. Give its parts as texts: province, city, district, street, detail.',
  location_invalid:
    'This is not a place. Give longitude (-180 to 180) and latitude (-90 to 90) as decimal texts with at most 8 places.',
  choices_invalid: 'A list of values is expected here. Choose from the list.',
  too_few_choices: 'At least {min} must be chosen. Choose more.',
  too_many_choices: 'At most {max} may be chosen. Take some away.',
  department_invalid:
    'The key of the department chosen[ ("{value}")] is no key; choose it from the list again.',
  progress_names_others:
    '"{field}" names a record, a person or a file, which people without an account must not see. Leave it out.',
  department_no_organisation:
    'The department chosen in "{field}" is no organisation with books of its own. Choose a company, a branch or a store.',
  organisation_stays:
    'The record belongs to an organisation for good; "{field}" cannot be changed. Make a new record in the other organisation.',
  organisation_not_yours:
    'You do not work in the organisation "{organisation}" and cannot make records for it. Choose one of yours, or ask an administrator to add you to it.',
  number_needs_organisation:
    'Numbers are counted by organisation, but this record belongs to none. Choose one, or ask an administrator to give you a department.',
  organisation_field_once:
    'One field in the head of a form names the organisation. Take the mark off "{field}".',
  number_without_organisation:
    '"{field}" counts by organisation, but no field of the form names one. Add such a field, or take the placeholder out.',
  unknown_department_chosen:
    'The department chosen in "{field}" does not exist, is closed, or is not among those offered. Choose another one.',
  user_not_of_post:
    'This person does not hold the post "{post}" that the field asks for. Choose somebody who does.',
  unknown_choice_list: 'There is no list of choices "{list}". Choose one that is there, or make it first.',
  choices_from_two: 'Say the values either here or by a list of choices, one of the two.',
  all_choices_closed: 'Every value of the list is closed, so nothing could be chosen. Leave one open.',
  kind_not_in_lines:
    'A field of the kind "{kind}" cannot be a column: no cell can hold it. Put it into the head of the form.',
  kind_not_sorted:
    '"{field}" holds several values or parts, so it can neither be sorted by nor be a key. Choose another field.',
  time_invalid: 'This is not a time of day[ ("{value}")]; write it as 08:30.',
  currency_places: 'Amounts in {currency} have at most {scale} decimal places; take the others away.',
  unknown_currency:
    'There is no currency "{currency}". Write its code of three letters as ISO 4217 has it, for example CNY.',
  conversion_inexact:
    'In the base unit this has more than {scale} decimal places, so something would be lost. Enter a quantity that comes out even, or a smaller unit.',
  conversion_unit:
    'There is no conversion for the unit "{unit}". Choose a unit that is kept for it, or add the unit there first.',
  line_repeats:
    'Line {line} has the same already["{field}"]. Change one of the two, or put them into one line.',
  unique_condition_reads:
    'The condition of a key reads "{field}", which does not stand in the head of the record itself. Use fields of the head and the state only.',
  fill_kind:
    'A field of the kind "{to}" cannot take values of the kind "{from}". Copy from and to fields of the same kind.',
  fill_choices:
    'Not every value that may be chosen there is offered here[: "{value}" is missing]. Let both fields use the same list of choices.',
  fill_fewer: 'More values may be chosen there than the {max} that fit here. Let this field take as many.',
  fill_files:
    'This field takes fewer, smaller or other files than those copied. Let it take as many, as large and of the same kinds.',
  fill_currency:
    'An amount in {from} cannot be copied as an amount in {to}. Choose an amount in the same currency.',
  fill_currency_kind:
    'One of these amounts has a fixed currency, the other one that a field names. Give both the same fixed currency, or let a field name it on both sides.',
  fill_currency_field:
    'The amount would come without its currency. Let the reference also copy "{source}" into "{field}".',
  signature_not_copied:
    'A signature is for the record that was signed and is copied to no other. Take this copy out.',
};
