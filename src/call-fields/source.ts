import { sql } from 'drizzle-orm';
import { type ClickIdName, type Confidence, clickIdNames } from '../../integrations/kit/vocabulary.ts';
import { calls } from '../../schema/index.ts';
import { choice, flag, inGroup, type StoredDraft, text, type Word } from './field.ts';

const confidence = {
  type: 'Confidence',
  description: 'How sure an attribution is.',
  words: {
    EXACT: [
      'Exact',
      'One visitor is all but certainly the caller: wrong in one of 1,000 calls at the very most.',
    ],
    TRACKER: ['By number', 'The number itself says the source.'],
    AMBIGUOUS: ['Ambiguous', 'Several visits could be the caller’s; all are shown.'],
    NONE: ['Unknown', 'Nothing is known, and the reason says why.'],
  } satisfies Record<Confidence, Word>,
};

/** `li_fat_id` as `liFatId`: the platforms' own spelling stays in addresses and tables. */
type Camel<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Text;
export type ClickIdField = Camel<ClickIdName>;

export const clickIdField = (name: ClickIdName): ClickIdField =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as ClickIdField;

/** Whose click an id names, and what one looks like. */
const platforms: Readonly<Record<ClickIdName, readonly [platform: string, example: string]>> = {
  gclid: ['Google Ads', 'Cj0KCQiA'],
  gbraid: ['Google Ads, from an app', '0AAAAAo4'],
  wbraid: ['Google Ads, from the web on iOS', 'Cj8KCQ'],
  msclkid: ['Microsoft Advertising', '5b1f3c'],
  fbclid: ['Meta', 'IwAR0x'],
  ttclid: ['TikTok', 'E.C.P'],
  li_fat_id: ['LinkedIn', '0a1b2c'],
};

export const platformOf = (name: ClickIdName): string => platforms[name][0];

const clickIds = Object.fromEntries(
  clickIdNames.map((name) => {
    const [platform, example] = platforms[name];
    const path = `clickIds.${clickIdField(name)}`;
    const field = text({
      label: `Click id: ${platform}`,
      meaning: `The id of the ad click: \`${name}\`, ${platform}.`,
      example,
      read: (call) => call.clickIds[name],
      column: calls[name],
      path,
      splits: false,
    });
    return [clickIdField(name), field];
  }),
) as Record<ClickIdField, StoredDraft>;

/** Where the caller came from. */
export const sourceGroup = inGroup('SOURCE', {
  source: text({
    label: 'Source',
    meaning: 'Where the caller came from: `google`, `bing`, a poster.',
    example: 'google',
    read: (call) => call.source,
    column: calls.source,
    ofTouch: true,
  }),
  medium: text({
    label: 'Medium',
    meaning: 'The kind of source: `cpc`, `organic`, `referral`, `print`.',
    example: 'cpc',
    read: (call) => call.medium,
    column: calls.medium,
    ofTouch: true,
  }),
  campaign: text({
    label: 'Campaign',
    meaning: 'The campaign.',
    example: 'emergency-plumbing',
    read: (call) => call.campaign,
    column: calls.campaign,
    ofTouch: true,
  }),
  keyword: text({
    label: 'Keyword',
    meaning: 'The keyword of the ad.',
    example: 'plumber near me',
    read: (call) => call.keyword,
    column: calls.keyword,
    ofTouch: true,
  }),
  landingPage: text({
    label: 'Landing page',
    meaning: 'The first page of the visit, as a full address.',
    example: 'https://example.com/emergency',
    read: (call) => call.landingPage,
    column: calls.landingPage,
    ofTouch: true,
  }),
  referrer: text({
    label: 'Referrer',
    meaning: 'The page the visitor came from, as a full address.',
    example: 'https://www.google.com/',
    read: (call) => call.referrer,
    column: calls.referrer,
    ofTouch: true,
  }),
  hasClickId: flag({
    label: 'Has an ad click id',
    meaning: 'Whether an ad click is known.',
    example: 'yes',
    read: (call) => Object.values(call.clickIds).some((id) => id !== null),
    column: sql`(coalesce(${sql.join(
      clickIdNames.map((name) => sql`${calls[name]}`),
      sql`, `,
    )}) is not null)`,
    path: null,
  }),
  ...clickIds,
  confidence: choice(confidence, {
    label: 'Confidence',
    meaning: 'How sure the attribution is.',
    example: 'EXACT',
    read: (call) => call.confidence,
    column: calls.confidence,
    path: 'attribution.confidence',
  }),
});
