import { describe, expect, it } from 'vitest';
import { readTwiml, TwimlError } from './twiml.ts';

const inside = (verbs: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${verbs}</Response>`;

describe('readTwiml', () => {
  it('reads verbs, attributes, entities and comments', () => {
    const verbs = readTwiml(
      inside(
        `<!-- a < comment --><Say language='en-US'>Fish &amp; &#x43;hips &#60;3</Say> <Pause length="2"/><Hangup></Hangup>`,
      ),
    );
    expect(verbs.map(({ name, text }) => [name, text])).toEqual([
      ['Say', 'Fish & Chips <3'],
      ['Pause', ''],
      ['Hangup', ''],
    ]);
    expect(readTwiml('<Response/>')).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{"say":"hello"}'],
    ['another root', '<Reply/>'],
    ['two roots', '<Response/><Response/>'],
    ['text around the root', 'ok <Response/>'],
    ['an open element', '<Response><Hangup>'],
    ['crossed elements', '<Response><Dial><Number>+12125550100</Dial></Number></Response>'],
    ['a bare ampersand', inside('<Redirect>https://ringpath.example/?a=1&b=2</Redirect>')],
    ['an unknown entity', inside('<Say>&nbsp;</Say>')],
    ['a control character', inside('<Say>&#1;</Say>')],
    ['an attribute without quotes', inside('<Pause length=2/>')],
    ['an attribute twice', inside('<Pause length="2" length="3"/>')],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><Response/>'],
  ])('refuses what is not well-formed: %s', (_, body) => {
    expect(() => readTwiml(body)).toThrow(TwimlError);
    expect(() => readTwiml(body)).toThrow(expect.objectContaining({ code: 12100 }));
  });

  it.each([
    ['an unknown verb', '<Shout>hello</Shout>'],
    ['a verb in the wrong case', '<say>hello</say>'],
    ['a noun outside its verb', '<Number>+12125550100</Number>'],
    ['a verb inside another', '<Dial><Say>hello</Say></Dial>'],
    ['an unknown attribute', '<Dial answeronbridge="true">+12125550100</Dial>'],
    ['an attribute every object has', '<Hangup constructor="x"/>'],
    ['a value out of range', '<Dial timeout="601">+12125550100</Dial>'],
    ['a value that is no number', '<Record maxLength="two minutes"/>'],
    ['a value that is no address', '<Record action="recording"/>'],
    ['a value that is no choice', '<Dial record="dual">+12125550100</Dial>'],
    [
      'an unknown event',
      '<Dial><Number statusCallbackEvent="initiated,ringing">+12125550100</Number></Dial>',
    ],
    ['an empty dial', '<Dial></Dial>'],
    ['a dial to words', '<Dial><Number>the front desk</Number></Dial>'],
    ['an empty say', '<Say> </Say>'],
    ['too long a say', `<Say>${'x'.repeat(4_097)}</Say>`],
    ['text between verbs', 'hello <Hangup/>'],
  ])('refuses what Twilio refuses: %s', (_, verbs) => {
    expect(() => readTwiml(inside(verbs))).toThrow(TwimlError);
  });

  it('does not slow down on hostile documents', () => {
    const started = performance.now();
    for (const body of [
      `<Response ${'a="" '.repeat(20_000)}`,
      `<Response>${'&'.repeat(100_000)}`,
      '<'.repeat(100_000),
    ])
      expect(() => readTwiml(body)).toThrow(TwimlError);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
