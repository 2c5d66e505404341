import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerNumber, countryOf, e164, nationalDigits, nationalFormat } from './phone.ts';

const withheldByCarriers = [
  '+266696687',
  '+7378742833',
  '+86282452253',
  '+8656696',
  '+2562533',
  '266696687',
  '+266 696-687',
  'anonymous',
  'Anonymous',
  ' RESTRICTED ',
  'unavailable',
  'Unknown',
  'blocked',
  'Private',
  'sip:anonymous@anonymous.invalid',
  '',
  undefined,
];

describe('callerNumber', () => {
  it.each(withheldByCarriers)('calls %j withheld, whatever country it seems to be from', (from) => {
    for (const country of [undefined, 'US', 'LS', 'RU'])
      expect(callerNumber(from, country)).toEqual({ number: null, withheld: 'ANONYMOUS' });
  });

  it.each([
    ['+12125550142', undefined, '+12125550142'],
    ['12125550142', 'US', '+12125550142'],
    ['(212) 555-0142', 'US', '+12125550142'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['tel:+1-212-555-0142', undefined, '+12125550142'],
    ['sip:+12125550142@192.0.2.7:5060', undefined, '+12125550142'],
    ['sips:+12125550142;user=phone@example.com', undefined, '+12125550142'],
    ['+12125550142', 'not a country', '+12125550142'],
  ])('reads %j (%s) as %s', (from, country, number) => {
    expect(callerNumber(from, country)).toEqual({ number, withheld: null });
  });

  it.each([
    'sip:1001@pbx.example.com',
    'sip:2125550142@pbx.example.com',
    'client:desk2125550142',
    'front desk',
    '+1',
  ])('finds no number in %j', (from) => {
    expect(callerNumber(from, 'US')).toEqual({ number: null, withheld: 'NOT_A_NUMBER' });
  });

  it('gives a number or a reason, never both and never neither, for anything a carrier could send', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(undefined, 'US', 'DE', ''),
        (from, country) => {
          const { number, withheld } = callerNumber(from, country);
          expect((number === null) !== (withheld === null)).toBe(true);
          if (number !== null) expect(number).toMatch(/^\+\d{5,17}$/);
        },
      ),
    );
  });
});

describe('e164', () => {
  it('gives one number for every way people write it', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '  ');
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 999 }).filter((area) => area % 100 !== 11),
        fc.integer({ min: 200, max: 999 }),
        fc.integer({ min: 0, max: 9999 }),
        separator,
        separator,
        fc.constantFrom('+1', '1', '', '001'),
        (area, exchange, line, first, second, prefix) => {
          const last = String(line).padStart(4, '0');
          const spelled = `${prefix === '001' ? '+1' : prefix} ${area}${first}${exchange}${second}${last}`;
          expect(e164(spelled, 'US')).toBe(`+1${area}${exchange}${last}`);
          expect(e164(`+1${area}${exchange}${last}`)).toBe(`+1${area}${exchange}${last}`);
        },
      ),
    );
  });

  it('does not dig a number out of other text', () => {
    for (const text of [
      'order 2125550142 is late',
      'https://example.com/2125550142',
      '2125550142 or 2125550143',
    ])
      expect(e164(text, 'US')).toBeNull();
  });
});

describe('spellings for people and for CRMs', () => {
  it('takes the prefix off and puts the brackets on', () => {
    expect(nationalDigits('+12125550142')).toBe('2125550142');
    expect(nationalDigits('+442079460958')).toBe('2079460958');
    expect(nationalDigits('+390612345678')).toBe('0612345678');
    expect(nationalFormat('+12125550142')).toBe('(212) 555-0142');
    expect(nationalFormat('+442079460958')).toBe('020 7946 0958');
  });

  it('knows the country only when the number tells it', () => {
    expect(countryOf('+442079460958')).toBe('GB');
    expect(countryOf('+80012345678')).toBeNull();
  });
});
