import { Module } from '@nestjs/common';
import { DefinitionReader } from './definition-reader.js';
import { DefinitionsController } from './definitions.controller.js';

/** Definitions, their schemas and their parts, for reading. */
@Module({ controllers: [DefinitionsController], providers: [DefinitionReader] })
export class DefinitionsModule {}
