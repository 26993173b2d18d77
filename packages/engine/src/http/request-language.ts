import type { Language } from '@dougong/kernel/foundation';
import type { FastifyRequest } from 'fastify';
import { preferredLanguage } from './language.js';

/** Sentences inside answers are in the language of sentences about refusals. */
export function languageOf(request: FastifyRequest): Language {
  return preferredLanguage(request.headers['accept-language']);
}
