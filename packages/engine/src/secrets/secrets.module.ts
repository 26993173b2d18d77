import { Global, Module } from '@nestjs/common';
import { SecretBox } from './sealed-secret.js';

/** Locks and opens what lies in the database and may be read by nobody there. */
@Global()
@Module({ providers: [SecretBox], exports: [SecretBox] })
export class SecretsModule {}
