import type { Static } from '@sinclair/typebox';
import type {
  ChoiceField,
  DepartmentField,
  FileField,
  ImageField,
  ListChoiceField,
  MultiChoiceField,
  DecimalField,
  IntegerField,
  MoneyField,
  PercentField,
  QuantityField,
  ReferenceField,
  SignatureField,
  TextField,
  UserField,
} from '../../metadata/index.js';

/** What a definition of one kind of field carries. */
export type TextSchema = Static<typeof TextField>;
export type ChoiceSchema = Static<typeof ChoiceField>;
export type ListChoiceSchema = Static<typeof ListChoiceField>;
export type MultiChoiceSchema = Static<typeof MultiChoiceField>;
export type DepartmentSchema = Static<typeof DepartmentField>;
export type DecimalSchema = Static<typeof DecimalField>;
export type PercentSchema = Static<typeof PercentField>;
export type QuantitySchema = Static<typeof QuantityField>;
export type MoneySchema = Static<typeof MoneyField>;
export type IntegerSchema = Static<typeof IntegerField>;
export type ReferenceSchema = Static<typeof ReferenceField>;
export type UserSchema = Static<typeof UserField>;
export type OpenFileSchema = Static<typeof FileField> | Static<typeof ImageField>;
export type FileSchema = OpenFileSchema | Static<typeof SignatureField>;
