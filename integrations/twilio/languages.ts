import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** BCP 47 tags that Twilio's voices speak, as its package lists them. */
export const languages = [
  ...['af-ZA', 'am-ET', 'ar-AE', 'bg-BG', 'bn-IN', 'ca-ES', 'cs-CZ', 'cy-GB', 'da-DK', 'de-AT', 'de-DE'],
  ...['el-GR', 'en-AU', 'en-CA', 'en-GB', 'en-IE', 'en-IN', 'en-NZ', 'en-US', 'en-ZA', 'es-ES', 'es-MX'],
  ...['es-US', 'fi-FI', 'fil-PH', 'fr-BE', 'fr-CA', 'fr-FR', 'gu-IN', 'he-IL', 'hi-IN', 'hu-HU', 'id-ID'],
  ...['is-IS', 'it-IT', 'ja-JP', 'kn-IN', 'ko-KR', 'lv-LV', 'ml-IN', 'mr-IN', 'ms-MY', 'nb-NO', 'nl-BE'],
  ...['nl-NL', 'pa-IN', 'pl-PL', 'pt-BR', 'pt-PT', 'ro-RO', 'ru-RU', 'sk-SK', 'sr-RS', 'sv-SE', 'ta-IN'],
  ...['te-IN', 'th-TH', 'tr-TR', 'uk-UA', 'vi-VN', 'yue-HK', 'zh-CN', 'zh-HK', 'zh-TW'],
] as const satisfies readonly VoiceResponse.SayAttributes['language'][];
