import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { SignInProvider } from '../../config/identity-settings.js';
import type { Settings } from '../../config/settings.js';
import { Answers } from '../../http/answers.js';
import { Requires } from '../../identity/decorators.js';
import { SETTINGS } from '../../ports.js';
import { listOf } from '../organisation.wire.js';
import { Providers } from './providers.js';

const ProviderSettingsWire = Type.Object({
  key: Type.String(),
  title: LocalizedText,
  issuer: Type.String({ description: 'its address; the rest is found there' }),
  clientId: Type.String(),
  hasSecret: Type.Boolean({ description: 'whether the engine has a secret for it; never the secret itself' }),
  groupsClaim: Type.Union([Type.String(), Type.Null()]),
  createPeople: Type.Boolean({ description: 'whether people who are not known yet get an account' }),
  callback: Type.String({ description: 'the address that has to be registered at the provider' }),
});
type ProviderSettings = Static<typeof ProviderSettingsWire>;

const FoundWire = Type.Object({
  issuer: Type.String({ description: 'as the provider calls itself' }),
  signIn: Type.String({ description: 'where people are sent to sign in' }),
});

/** The providers of the settings as administrators see them. They are changed where the engine is started. */
@ApiTags('organisation')
@Controller('api/v1/sign-in-providers')
@Requires('administer')
export class ProvidersController {
  constructor(
    private readonly providers: Providers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the providers outside that vouch for people, without their secrets' })
  @Answers(listOf(ProviderSettingsWire))
  list(): { readonly data: readonly ProviderSettings[] } {
    return { data: this.providers.list().map((provider) => onWire(provider, this.settings.publicUrl ?? '')) };
  }

  @Post(':key/actions/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks a provider anew what it offers; changes nothing' })
  @Answers(FoundWire)
  @ApiResponse({ status: 503, description: 'it does not answer' })
  async test(@Param('key') key: string): Promise<Static<typeof FoundWire>> {
    const found = (await this.providers.askAnew(this.providers.named(key))).serverMetadata();
    return { issuer: found.issuer, signIn: found.authorization_endpoint ?? '' };
  }
}

function onWire(provider: SignInProvider, publicUrl: string): ProviderSettings {
  const { key, title, issuer, clientId, clientSecret, groupsClaim, createPeople } = provider;
  return {
    key,
    title,
    issuer,
    clientId,
    hasSecret: clientSecret !== undefined,
    groupsClaim: groupsClaim ?? null,
    createPeople: createPeople === true,
    callback: `${publicUrl}/api/v1/session/providers/${key}/callback`,
  };
}
